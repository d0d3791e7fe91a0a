package dev.lastcall.web.stream;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainSource;
import dev.lastcall.drain.Ticker;

/**
 * {@link DrainSource} of the drains that tell open streams to go: {@code http-streams}
 * while the process lingers, and {@code http-last-streams} while it finishes its work.
 */
public final class StreamDrains implements DrainSource {

	private final OpenStreams streams;

	private final BooleanSupplier opening;

	private final Duration length;

	private final Ticker ticker;

	/**
	 * Creates the source.
	 * @param streams the streams
	 * @param opening whether requests are in flight, which may open streams yet
	 * @param length over how long a time streams are told; zero: at once
	 * @param ticker the clock
	 */
	public StreamDrains(OpenStreams streams, BooleanSupplier opening, Duration length, Ticker ticker) {
		this.streams = streams;
		this.opening = opening;
		this.length = length;
		this.ticker = ticker;
	}

	@Override
	public Collection<Drain> drains() {
		Tellers tellers = new Tellers();
		return List.of(new StreamDrain(this.streams, this.length, this.ticker, tellers),
				new LastStreamDrain(this.streams, this.opening, this.ticker, tellers));
	}

}
