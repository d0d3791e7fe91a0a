package dev.lastcall.web;

import java.time.Duration;

/**
 * An interval over which many things are told to go, evenly and not all at once. Pure
 * arithmetic without a clock of its own: whoever asks brings the time. Immutable.
 *
 * @param began when the interval begins, in nanoseconds of whatever clock is asked with
 * @param length how long the interval is; zero or negative: it is over as soon as it
 * begins
 */
public record Spread(long began, Duration length) {

	/**
	 * How many of some things may have been told to go at a moment. Never falls while
	 * time passes or their number grows; the number may change from call to call.
	 * @param count how many things there are, those that were told already included; zero
	 * or more
	 * @param now the moment, on the clock on which the interval began
	 * @return from zero, before and at the beginning, to all of them, at the end and
	 * after it
	 */
	public long due(long count, long now) {
		long elapsed = now - this.began;
		if (elapsed < 0) {
			return 0;
		}
		long nanos = this.length.toNanos();
		// A product of longs could overflow. One of doubles rounds, but never falls when
		// a factor grows.
		return (elapsed >= nanos) ? count : Math.min(count, (long) (count * ((double) elapsed / nanos)));
	}

	/**
	 * Whether everything may have been told to go.
	 * @param now the moment, on the clock on which the interval began
	 * @return {@code true} at the end of the interval and after it
	 */
	public boolean isOver(long now) {
		long elapsed = now - this.began;
		return elapsed >= 0 && elapsed >= this.length.toNanos();
	}

}
