package dev.lastcall.web.websocket.servlet;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.support.ExecutorChannelInterceptor;
import org.springframework.messaging.support.InterceptableChannel;
import org.springframework.web.socket.messaging.SubProtocolWebSocketHandler;

/**
 * {@link MessageQueue} that is Spring's channel to STOMP clients, with the threads that
 * empty it. Counts the messages of each session from when they enter until they are
 * handled; a message that waits for one that is being sent is handled with that one.
 */
final class OutboundChannel implements MessageQueue, ExecutorChannelInterceptor {

	/**
	 * How many more messages than were there a session that is never without one is sent.
	 */
	private static final int MOST = 100;

	private final Map<String, Pending> sessions = new ConcurrentHashMap<>();

	/**
	 * Counts the messages of a channel from now on. Must be called before the channel is
	 * in use.
	 * @param channel the channel
	 * @return the queue that the channel is
	 */
	static OutboundChannel count(InterceptableChannel channel) {
		OutboundChannel outbound = new OutboundChannel();
		channel.addInterceptor(outbound);
		return outbound;
	}

	@Override
	public void open(String sessionId) {
		this.sessions.put(sessionId, new Pending());
	}

	@Override
	public void whenEmpty(String sessionId, Runnable action) {
		Pending pending = this.sessions.get(sessionId);
		if (pending != null) {
			pending.whenNone(action);
		}
	}

	@Override
	public void close(String sessionId) {
		this.sessions.remove(sessionId);
	}

	@Override
	public Message<?> preSend(Message<?> message, MessageChannel channel) {
		Pending pending = pendingOf(message);
		if (pending != null) {
			pending.count.incrementAndGet();
		}
		return message;
	}

	@Override
	public void afterSendCompletion(Message<?> message, MessageChannel channel, boolean sent,
			@Nullable Exception failure) {
		if (!sent) {
			handled(message);
		}
	}

	@Override
	public void afterMessageHandled(Message<?> message, MessageChannel channel, MessageHandler handler,
			@Nullable Exception failure) {
		// The application may listen on the channel too.
		if (handler instanceof SubProtocolWebSocketHandler) {
			handled(message);
		}
	}

	private void handled(Message<?> message) {
		Pending pending = pendingOf(message);
		if (pending != null) {
			pending.handled();
		}
	}

	private @Nullable Pending pendingOf(Message<?> message) {
		String sessionId = SimpMessageHeaderAccessor.getSessionId(message.getHeaders());
		return (sessionId != null) ? this.sessions.get(sessionId) : null;
	}

	/**
	 * The messages of one session.
	 */
	private static final class Pending {

		private final AtomicInteger count = new AtomicInteger();

		private final AtomicInteger left = new AtomicInteger();

		private final AtomicReference<@Nullable Runnable> action = new AtomicReference<>();

		private void whenNone(Runnable action) {
			this.left.set(this.count.get() + MOST);
			this.action.set(action);
			// A message that was handled between the two has seen no action.
			if (this.count.get() <= 0) {
				act();
			}
		}

		private void handled() {
			boolean last = this.count.decrementAndGet() <= 0;
			if (this.action.get() != null && (last || this.left.decrementAndGet() <= 0)) {
				act();
			}
		}

		private void act() {
			Runnable action = this.action.getAndSet(null);
			if (action != null) {
				action.run();
			}
		}

	}

}
