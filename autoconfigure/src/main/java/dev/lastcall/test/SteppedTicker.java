package dev.lastcall.test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Ticker;

/**
 * {@link Ticker} that stands still until a test steps it, so that a test of deadlines
 * neither sleeps nor depends on the speed of a machine. Thread-safe.
 */
public final class SteppedTicker implements Ticker {

	private final Map<Thread, Long> parked = new HashMap<>();

	// What a thread saw when it last looked at the clock, until it next waits.
	private final ThreadLocal<@Nullable Long> seen = new ThreadLocal<>();

	private final Duration patience;

	private long now;

	/**
	 * Creates a ticker that stands at zero.
	 */
	public SteppedTicker() {
		this(Duration.ofSeconds(10));
	}

	SteppedTicker(Duration patience) {
		this.patience = patience;
	}

	@Override
	public synchronized long nanos() {
		this.seen.set(this.now);
		return this.now;
	}

	@Override
	public void park(long nanos) {
		if (nanos <= 0) {
			return;
		}
		Thread thread = Thread.currentThread();
		synchronized (this) {
			long until = until(nanos);
			if (until <= this.now) {
				return;
			}
			this.parked.put(thread, until);
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

	// A wait counts from the time at which its length was worked out: a step between the
	// two must not make it end later.
	private long until(long nanos) {
		Long seen = this.seen.get();
		this.seen.remove();
		long from = (seen != null) ? seen : this.now;
		// Long.MAX_VALUE stands for "until unparked", and must not overflow.
		return (nanos > Long.MAX_VALUE - from) ? Long.MAX_VALUE : from + nanos;
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
	public void awaitParked(String threadName) throws InterruptedException {
		awaitParked(threadName, (left) -> true, "");
	}

	/**
	 * Waits, in real time, until a thread is parked on this ticker with exactly so long
	 * to go. Says both that the thread has dealt with everything up to now, and when it
	 * will next look.
	 * @param threadName the name of the thread
	 * @param left the time until it wakes by itself, more than zero
	 * @throws InterruptedException if the calling thread is interrupted
	 * @throws IllegalStateException if the thread is not so parked within ten seconds
	 */
	public void awaitParked(String threadName, Duration left) throws InterruptedException {
		awaitParked(threadName, (actual) -> actual == left.toNanos(), " for " + left);
	}

	private synchronized void awaitParked(String threadName, LongPredicate left, String condition)
			throws InterruptedException {
		long limit = System.nanoTime() + this.patience.toNanos();
		while (!isParked(threadName, left)) {
			long wait = limit - System.nanoTime();
			if (wait <= 0) {
				throw new IllegalStateException(
						"The thread '%s' is not parked%s; parked are %s".formatted(threadName, condition, describe()));
			}
			TimeUnit.NANOSECONDS.timedWait(this, wait);
		}
	}

	// A thread whose time has come is on its way out of the wait.
	private boolean isParked(String threadName, LongPredicate left) {
		return this.parked.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().getName().equals(threadName))
			.mapToLong((entry) -> entry.getValue() - this.now)
			.anyMatch((actual) -> actual > 0 && left.test(actual));
	}

	private List<String> describe() {
		return this.parked.entrySet()
			.stream()
			.map((entry) -> "'%s' for %s".formatted(entry.getKey().getName(),
					Duration.ofNanos(entry.getValue() - this.now)))
			.toList();
	}

}
