package dev.lastcall.drain;

import java.time.Duration;

/**
 * {@link Deadline} that does not come, so every other one is earlier.
 */
enum Never implements Deadline {

	/**
	 * The only instance.
	 */
	INSTANCE;

	@Override
	public Deadline minus(Duration duration) {
		return this;
	}

	@Override
	public Deadline earlierOf(Deadline other) {
		return other;
	}

	@Override
	public long remainingNanos() {
		return Long.MAX_VALUE;
	}

	@Override
	public String toString() {
		return "never";
	}

}
