package dev.lastcall.drain;

import java.time.Duration;

/**
 * One absolute point on the monotonic clock, or {@link #never()}. It is handed down and
 * never derived again, so that time spent anywhere is spent once. Immutable and
 * thread-safe.
 */
public sealed interface Deadline permits PointInTime, Never {

	/**
	 * The deadline that lies a duration from now.
	 * @param duration the time until the deadline; zero or negative has passed already
	 * @param ticker the clock to measure with
	 * @return the deadline
	 * @throws ArithmeticException if the duration is longer than 292 years
	 */
	static Deadline after(Duration duration, Ticker ticker) {
		return new PointInTime(ticker, ticker.nanos() + duration.toNanos());
	}

	/**
	 * The deadline that never comes, whatever is added to it or taken from it.
	 * @return the only instance of its kind
	 */
	static Deadline never() {
		return Never.INSTANCE;
	}

	/**
	 * The deadline that lies before this one.
	 * @param duration how much earlier; negative is later
	 * @return the earlier deadline
	 */
	Deadline minus(Duration duration);

	/**
	 * Whichever of two deadlines comes first.
	 * @param other a deadline on the same clock
	 * @return this deadline or the other one
	 */
	Deadline earlierOf(Deadline other);

	/**
	 * The time left.
	 * @return nanoseconds; negative once the deadline has passed, {@link Long#MAX_VALUE}
	 * if it never comes
	 */
	long remainingNanos();

	/**
	 * The time left.
	 * @return the time until the deadline, zero once it has passed, 292 years if it never
	 * comes
	 */
	default Duration remaining() {
		return Duration.ofNanos(Math.max(0, remainingNanos()));
	}

	/**
	 * Whether nothing is left.
	 * @return {@code true} at the deadline and after it
	 */
	default boolean hasPassed() {
		return remainingNanos() <= 0;
	}

	/**
	 * Whether this deadline never comes.
	 * @return {@code true} for {@link #never()} only
	 */
	default boolean isNever() {
		return this == Never.INSTANCE;
	}

}
