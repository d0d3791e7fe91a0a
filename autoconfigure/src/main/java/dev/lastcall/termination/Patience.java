package dev.lastcall.termination;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import dev.lastcall.drain.Ticker;

/**
 * How long one thread waits for another that runs the application's code: long for
 * something that must not block, short against a stage. Waited for in several looks, so
 * that a clock that jumps uses up only one, and without an allocation.
 */
final class Patience {

	static final Duration LIMIT = Duration.ofMillis(100);

	static final int LOOKS = 10;

	private static final long LOOK_NANOS = LIMIT.toNanos() / LOOKS;

	private Patience() {
	}

	/**
	 * Waits on the calling thread, which is to be unparked when it need not wait any
	 * more.
	 * @param done whether it need not
	 * @param looks how long to wait, in looks of 10 ms
	 * @param ticker the clock
	 */
	static void await(BooleanSupplier done, int looks, Ticker ticker) {
		for (int look = 0; look < looks && !done.getAsBoolean(); look++) {
			look(done, ticker);
		}
	}

	private static void look(BooleanSupplier done, Ticker ticker) {
		long began = ticker.nanos();
		long left = LOOK_NANOS;
		while (left > 0 && !done.getAsBoolean()) {
			ticker.park(left);
			// A pending interrupt would turn the wait into a spin.
			Thread.interrupted();
			left = LOOK_NANOS - (ticker.nanos() - began);
		}
	}

	// How many looks a time is worth.
	static int looks(long nanos) {
		return (int) Math.max(0, nanos / LOOK_NANOS);
	}

	/**
	 * Waits for memory: whoever took all of it may give some back in a moment.
	 * @param ticker the clock
	 */
	static void awaitMemory(Ticker ticker) {
		ticker.park(LOOK_NANOS);
		Thread.interrupted();
	}

}
