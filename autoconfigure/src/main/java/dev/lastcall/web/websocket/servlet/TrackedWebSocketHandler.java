package dev.lastcall.web.websocket.servlet;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

import dev.lastcall.web.stream.FinishesItself;
import dev.lastcall.web.stream.OpenStream;
import dev.lastcall.web.stream.OpenStreams;
import dev.lastcall.web.stream.OpenStreams.Registration;
import dev.lastcall.web.websocket.servlet.WebSocketStream.Closing;

/**
 * {@link WebSocketHandlerDecorator} that registers sessions while they are open.
 */
final class TrackedWebSocketHandler extends WebSocketHandlerDecorator {

	private final OpenStreams streams;

	private final Optional<MessageQueue> queue;

	private final Duration patience;

	private final Map<String, Registration> sessions = new ConcurrentHashMap<>();

	/**
	 * Creates the decorator.
	 * @param delegate the handler
	 * @param streams where sessions are registered
	 * @param queue what holds messages before handlers of sub-protocols send them
	 */
	TrackedWebSocketHandler(WebSocketHandler delegate, OpenStreams streams, Optional<MessageQueue> queue) {
		super(delegate);
		this.streams = streams;
		WebSocketHandler last = getLastHandler();
		this.queue = queue.filter((any) -> last instanceof SubProtocolCapable);
		this.patience = AnnotatedElementUtils.hasAnnotation(last.getClass(), FinishesItself.class) ? OpenStream.FOREVER
				: Duration.ZERO;
	}

	@Override
	public void afterConnectionEstablished(WebSocketSession session) throws Exception {
		this.queue.ifPresent((messages) -> messages.open(session.getId()));
		this.sessions.put(session.getId(),
				this.streams.register(new WebSocketStream(session, this.patience, closing(session))));
		super.afterConnectionEstablished(session);
	}

	private Closing closing(WebSocketSession session) {
		return this.queue
			.<Closing>map((messages) -> () -> messages.whenEmpty(session.getId(), () -> closeQuietly(session)))
			.orElse(() -> session.close(CloseStatus.GOING_AWAY));
	}

	private static void closeQuietly(WebSocketSession session) {
		try {
			session.close(CloseStatus.GOING_AWAY);
		}
		catch (IOException ex) {
			// The client has gone before.
		}
	}

	@Override
	public void afterConnectionClosed(WebSocketSession session, CloseStatus status) throws Exception {
		Registration registration = this.sessions.remove(session.getId());
		if (registration != null) {
			registration.close();
		}
		this.queue.ifPresent((messages) -> messages.close(session.getId()));
		super.afterConnectionClosed(session, status);
	}

}
