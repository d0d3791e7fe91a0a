package dev.lastcall.web.reactive;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import org.springframework.core.Ordered;
import org.springframework.web.reactive.HandlerAdapter;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import dev.lastcall.web.stream.FinishesItself;
import dev.lastcall.web.stream.OpenStream;
import dev.lastcall.web.stream.OpenStreams;
import dev.lastcall.web.stream.StreamKind;

/**
 * {@link HandlerAdapter} that comes before the application's own for WebSocket sessions,
 * and lets that one do the work; while a session is open, it can be told to go, and then
 * is closed with the status 1001.
 */
public final class OpenWebSocketAdapter implements HandlerAdapter, Ordered {

	private final Supplier<HandlerAdapter> adapter;

	private final OpenStreams streams;

	/**
	 * Creates the adapter.
	 * @param adapter gives the application's own adapter, once there is a session
	 * @param streams the streams that can be told to go
	 */
	public OpenWebSocketAdapter(Supplier<HandlerAdapter> adapter, OpenStreams streams) {
		this.adapter = adapter;
		this.streams = streams;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public boolean supports(Object handler) {
		return handler instanceof WebSocketHandler;
	}

	@Override
	public Mono<HandlerResult> handle(ServerWebExchange exchange, Object handler) {
		return this.adapter.get().handle(exchange, new Registered((WebSocketHandler) handler, this.streams));
	}

	/**
	 * {@link WebSocketHandler} whose sessions can be told to go.
	 *
	 * @param handler the application's own
	 * @param streams the streams that can be told to go
	 */
	private record Registered(WebSocketHandler handler, OpenStreams streams) implements WebSocketHandler {

		@Override
		public List<String> getSubProtocols() {
			return this.handler.getSubProtocols();
		}

		@Override
		public Mono<Void> handle(WebSocketSession session) {
			String path = session.getHandshakeInfo().getUri().getPath();
			OpenStreams.Registration registration = this.streams.register(new GatedStream(StreamKind.WEB_SOCKET, path,
					patience(), () -> session.close(CloseStatus.GOING_AWAY).subscribe()));
			return this.handler.handle(session).doFinally((signal) -> registration.close());
		}

		private Duration patience() {
			return this.handler.getClass().isAnnotationPresent(FinishesItself.class) ? OpenStream.FOREVER
					: Duration.ZERO;
		}

	}

}
