package dev.lastcall.web.websocket.servlet;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.messaging.support.InterceptableChannel;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerAdapter;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;

import dev.lastcall.web.stream.OpenStreams;

/**
 * {@link HandlerAdapter} of handshakes, which lets sessions be registered while they are
 * open. All handshakes that Spring MVC dispatches come by here, however their handlers
 * were registered: plain ones, STOMP endpoints, and both with SockJS. Other requests are
 * passed over.
 */
public final class WebSocketHandlerAdapter implements HandlerAdapter, Ordered {

	private final OpenStreams streams;

	private final Optional<MessageQueue> queue;

	private final Map<Object, HttpRequestHandler> tracking = new ConcurrentHashMap<>();

	/**
	 * Creates the adapter.
	 * @param streams where sessions are registered
	 * @param outboundChannel the channel to STOMP clients, not in use yet, if there is
	 * one
	 */
	public WebSocketHandlerAdapter(OpenStreams streams, Optional<Object> outboundChannel) {
		this.streams = streams;
		// Whoever has such a channel has the classes that this needs.
		this.queue = outboundChannel.map(InterceptableChannel.class::cast).map(OutboundChannel::count);
	}

	// Just before the one it stands for.
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE - 1;
	}

	// Not what extends them, because it may handle requests in its own way.
	@Override
	public boolean supports(Object handler) {
		return handler.getClass() == WebSocketHttpRequestHandler.class
				|| handler.getClass() == SockJsHttpRequestHandler.class;
	}

	@Override
	public @Nullable ModelAndView handle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws Exception {
		this.tracking.computeIfAbsent(handler, this::track).handleRequest(request, response);
		return null;
	}

	private HttpRequestHandler track(Object handler) {
		if (handler instanceof SockJsHttpRequestHandler sockJs) {
			return new SockJsHttpRequestHandler(sockJs.getSockJsService(), track(sockJs.getWebSocketHandler()));
		}
		WebSocketHttpRequestHandler plain = (WebSocketHttpRequestHandler) handler;
		WebSocketHttpRequestHandler tracked = new WebSocketHttpRequestHandler(track(plain.getWebSocketHandler()),
				plain.getHandshakeHandler());
		tracked.setHandshakeInterceptors(plain.getHandshakeInterceptors());
		return tracked;
	}

	private WebSocketHandler track(WebSocketHandler handler) {
		return new TrackedWebSocketHandler(handler, this.streams, this.queue);
	}

}
