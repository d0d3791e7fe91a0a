package dev.lastcall.drain;

import java.time.Duration;

/**
 * One absolute point on the monotonic clock. It is handed down and never derived again,
 * so that time spent anywhere is spent once. Immutable and thread-safe.
 */
public final class Deadline {

	private final Ticker ticker;

	private final long nanos;

	private Deadline(Ticker ticker, long nanos) {
		this.ticker = ticker;
		this.nanos = nanos;
	}

	/**
	 * The deadline that lies a duration from now.
	 * @param duration the time until the deadline; zero or negative has passed already
	 * @param ticker the clock to measure with
	 * @return the deadline
	 * @throws ArithmeticException if the duration is longer than 292 years
	 */
	public static Deadline after(Duration duration, Ticker ticker) {
		return new Deadline(ticker, ticker.nanos() + duration.toNanos());
	}

	/**
	 * The deadline that lies before this one.
	 * @param duration how much earlier; negative is later
	 * @return the earlier deadline
	 */
	public Deadline minus(Duration duration) {
		return new Deadline(this.ticker, this.nanos - duration.toNanos());
	}

	/**
	 * Whichever of two deadlines comes first.
	 * @param other a deadline on the same clock
	 * @return this deadline or the other one
	 */
	public Deadline earlierOf(Deadline other) {
		return (other.nanos - this.nanos < 0) ? other : this;
	}

	/**
	 * The time left.
	 * @return nanoseconds; negative once the deadline has passed
	 */
	public long remainingNanos() {
		return this.nanos - this.ticker.nanos();
	}

	/**
	 * The time left.
	 * @return the time until the deadline, zero once it has passed
	 */
	public Duration remaining() {
		return Duration.ofNanos(Math.max(0, remainingNanos()));
	}

	/**
	 * Whether nothing is left.
	 * @return {@code true} at the deadline and after it
	 */
	public boolean hasPassed() {
		return remainingNanos() <= 0;
	}

	@Override
	public String toString() {
		return "in " + Duration.ofNanos(remainingNanos()).toMillis() + " ms";
	}

}
