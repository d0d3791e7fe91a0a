package dev.lastcall.work;

import java.time.Duration;

import dev.lastcall.drain.Ticker;

/**
 * How old the oldest task of an executor is at least, told from its counters alone: as
 * long as fewer tasks have ended since an earlier look than there were at that look, one
 * of those is still there. Thread-safe.
 */
final class OldestTask {

	private final Ticker ticker;

	private long seen;

	// When all tasks of the look are gone, so many have been completed.
	private long goal;

	OldestTask(Ticker ticker) {
		this.ticker = ticker;
		this.seen = ticker.nanos();
	}

	/**
	 * Looks.
	 * @param completed how many tasks the executor has completed since it exists
	 * @param present how many it has, queued or running
	 * @return the age of the oldest of them, or less; zero at the first look
	 */
	synchronized Duration age(long completed, long present) {
		long now = this.ticker.nanos();
		if (completed >= this.goal) {
			this.seen = now;
			this.goal = completed + present;
		}
		return Duration.ofNanos(now - this.seen);
	}

}
