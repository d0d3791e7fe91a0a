package dev.lastcall.termination.metrics;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Ticker;

/**
 * Time that runs between a begin and an end. Written by the coordinator's thread, read by
 * any.
 */
final class Stopwatch {

	private final Ticker ticker;

	private volatile Reading reading = new Reading(null, 0);

	Stopwatch(Ticker ticker) {
		this.ticker = ticker;
	}

	void start() {
		this.reading = new Reading(this.ticker.nanos(), 0);
	}

	void stop() {
		this.reading = new Reading(null, nanos());
	}

	/**
	 * The time that runs, or ran last.
	 * @return in nanoseconds; zero before the first start
	 */
	long nanos() {
		Reading reading = this.reading;
		return (reading.began() != null) ? this.ticker.nanos() - reading.began() : reading.elapsed();
	}

	/**
	 * What the stopwatch shows.
	 *
	 * @param began when it was started, or {@code null} while it stands
	 * @param elapsed what it stands at
	 */
	private record Reading(@Nullable Long began, long elapsed) {
	}

}
