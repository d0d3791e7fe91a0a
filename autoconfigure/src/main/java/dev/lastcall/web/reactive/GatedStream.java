package dev.lastcall.web.reactive;

import java.time.Duration;

import dev.lastcall.web.stream.OpenStream;
import dev.lastcall.web.stream.StreamKind;

/**
 * {@link OpenStream} made of its parts.
 *
 * @param kind what sort of stream it is
 * @param subject which one it is
 * @param patience how long it must have been open before it is told to go
 * @param goodbye tells it to go, and must not block
 */
record GatedStream(StreamKind kind, String subject, Duration patience, Runnable goodbye) implements OpenStream {

	@Override
	public void tellToGo() {
		this.goodbye.run();
	}

}
