package dev.lastcall.drain;

import java.util.concurrent.locks.LockSupport;

/**
 * The monotonic clock, and the only place where Last Call waits. Tests step it; nothing
 * in Last Call reads a clock or sleeps in any other way. Implementations are thread-safe.
 */
public interface Ticker {

	/**
	 * The current time of a monotonic clock with an arbitrary origin.
	 * @return nanoseconds, comparable by subtraction only
	 */
	long nanos();

	/**
	 * Parks the calling thread until it is unparked or interrupted, or until the time has
	 * passed. May return early for no reason, so callers re-check what they wait for.
	 * @param nanos the longest wait in nanoseconds; zero or less returns at once
	 */
	void park(long nanos);

	/**
	 * The clock of this JVM: {@link System#nanoTime()}, which is {@code CLOCK_MONOTONIC}
	 * on Linux.
	 * @return the system ticker
	 */
	static Ticker system() {
		return SystemTicker.INSTANCE;
	}

	/**
	 * {@link Ticker} of this JVM.
	 */
	enum SystemTicker implements Ticker {

		/**
		 * The only instance.
		 */
		INSTANCE;

		@Override
		public long nanos() {
			return System.nanoTime();
		}

		@Override
		public void park(long nanos) {
			LockSupport.parkNanos(this, nanos);
		}

	}

}
