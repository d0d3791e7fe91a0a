package dev.lastcall.web.stream.servlet;

import java.time.Duration;

import dev.lastcall.web.stream.OpenStream;
import dev.lastcall.web.stream.StreamKind;

/**
 * {@link OpenStream} of a request.
 *
 * @param kind what sort of stream it is
 * @param subject the route of its request
 * @param patience how long it must have been open before it is told to go
 * @param going what ends it properly
 */
record ServletStream(StreamKind kind, String subject, Duration patience, Going going) implements OpenStream {

	@Override
	public void tellToGo() throws Exception {
		this.going.go();
	}

	/**
	 * What ends a stream properly.
	 */
	@FunctionalInterface
	interface Going {

		/**
		 * Ends the stream.
		 * @throws Exception if that failed
		 */
		void go() throws Exception;

	}

}
