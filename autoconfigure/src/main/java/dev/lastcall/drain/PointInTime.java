package dev.lastcall.drain;

import java.time.Duration;

/**
 * {@link Deadline} that comes.
 */
final class PointInTime implements Deadline {

	private final Ticker ticker;

	private final long nanos;

	PointInTime(Ticker ticker, long nanos) {
		this.ticker = ticker;
		this.nanos = nanos;
	}

	@Override
	public Deadline minus(Duration duration) {
		return new PointInTime(this.ticker, this.nanos - duration.toNanos());
	}

	@Override
	public Deadline earlierOf(Deadline other) {
		return (other instanceof PointInTime point && point.nanos - this.nanos < 0) ? other : this;
	}

	@Override
	public long remainingNanos() {
		return this.nanos - this.ticker.nanos();
	}

	@Override
	public String toString() {
		return "in " + Duration.ofNanos(remainingNanos()).toMillis() + " ms";
	}

}
