package dev.lastcall.test;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.lastcall.drain.Ticker;

/**
 * {@link Ticker} that stands still until a test steps it, so that a test of deadlines
 * neither sleeps nor depends on the speed of a machine. Thread-safe.
 */
public final class SteppedTicker implements Ticker {

	private final Map<Thread, Long> parked = new HashMap<>();

	private long now;

	@Override
	public synchronized long nanos() {
		return this.now;
	}

	@Override
	public void park(long nanos) {
		if (nanos <= 0) {
			return;
		}
		Thread thread = Thread.currentThread();
		synchronized (this) {
			// Long.MAX_VALUE stands for "until unparked", and must not overflow.
			this.parked.put(thread, (nanos > Long.MAX_VALUE - this.now) ? Long.MAX_VALUE : this.now + nanos);
			notifyAll();
		}
		try {
			LockSupport.park(this);
		}
		finally {
			synchronized (this) {
				this.parked.remove(thread);
			}
		}
	}

	/**
	 * Moves the time on and wakes every thread whose wait is over.
	 * @param step how far, zero or more
	 */
	public synchronized void advance(Duration step) {
		this.now += step.toNanos();
		this.parked.forEach((thread, until) -> {
			if (until <= this.now) {
				LockSupport.unpark(thread);
			}
		});
	}

	/**
	 * Waits, in real time, until a thread is parked on this ticker and its time has not
	 * come, so that a test can step the time without a race.
	 * @param threadName the name of the thread
	 * @throws InterruptedException if the calling thread is interrupted
	 * @throws IllegalStateException if the thread is not parked within ten seconds
	 */
	public synchronized void awaitParked(String threadName) throws InterruptedException {
		long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		while (!isParked(threadName)) {
			long left = limit - System.nanoTime();
			if (left <= 0) {
				throw new IllegalStateException("The thread '%s' is not parked".formatted(threadName));
			}
			TimeUnit.NANOSECONDS.timedWait(this, left);
		}
	}

	// A thread whose time has come is on its way out of the wait.
	private boolean isParked(String threadName) {
		return this.parked.entrySet()
			.stream()
			.anyMatch((entry) -> entry.getKey().getName().equals(threadName) && entry.getValue() > this.now);
	}

}
