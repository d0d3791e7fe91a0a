package dev.lastcall.web.websocket.servlet;

import java.net.URI;
import java.time.Duration;

import org.springframework.web.socket.WebSocketSession;

import dev.lastcall.web.stream.OpenStream;
import dev.lastcall.web.stream.StreamKind;

/**
 * {@link OpenStream} of a WebSocket session, which ends with the close code 1001, "going
 * away" (RFC 6455, 7.4.1).
 *
 * @param session the session
 * @param patience how long it must have been open before it is told to go
 * @param closing closes it
 */
record WebSocketStream(WebSocketSession session, Duration patience, Closing closing) implements OpenStream {

	@Override
	public StreamKind kind() {
		return StreamKind.WEB_SOCKET;
	}

	@Override
	public String subject() {
		URI uri = this.session.getUri();
		return (uri != null) ? uri.getPath() : this.session.getId();
	}

	@Override
	public void tellToGo() throws Exception {
		this.closing.close();
	}

	/**
	 * Closes a session.
	 */
	@FunctionalInterface
	interface Closing {

		/**
		 * Sends the close frame.
		 * @throws Exception if that failed
		 */
		void close() throws Exception;

	}

}
