package dev.lastcall.sample.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Waiting for another process, which can only be asked again and again.
 */
public final class Poll {

	private static final Duration INTERVAL = Duration.ofMillis(10);

	private Poll() {
	}

	/**
	 * Asks until the answer is yes or the time is over.
	 * @param timeout how long to ask; zero asks once
	 * @param question what to ask
	 * @return whether the answer was yes in time
	 */
	public static boolean until(Duration timeout, BooleanSupplier question) {
		long deadline = System.nanoTime() + timeout.toNanos();
		while (!question.getAsBoolean()) {
			if (System.nanoTime() - deadline >= 0) {
				return false;
			}
			pause(INTERVAL);
		}
		return true;
	}

	/**
	 * Lets time pass. An interrupt ends it with an {@link IllegalStateException} and
	 * stays set.
	 * @param duration how long
	 */
	public static void pause(Duration duration) {
		try {
			TimeUnit.NANOSECONDS.sleep(duration.toNanos());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for a process", ex);
		}
	}

}
