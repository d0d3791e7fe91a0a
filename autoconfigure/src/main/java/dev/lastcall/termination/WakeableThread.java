package dev.lastcall.termination;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import dev.lastcall.drain.Threads;
import dev.lastcall.drain.Ticker;

/**
 * A thread that others wake. A bare unpark would not do: the thread also parks inside
 * loggers and listeners, which would swallow the permit and with it the wake-up. Any
 * thread may start and wake it; only the thread itself waits.
 */
final class WakeableThread {

	private final Ticker ticker;

	private final Thread thread;

	private final AtomicBoolean started = new AtomicBoolean();

	// Another thread waits if the JVM had none to give, and its caller stands in.
	private volatile Thread waiter;

	private volatile boolean woken;

	WakeableThread(String role, Runnable task, Ticker ticker) {
		this.ticker = ticker;
		this.thread = Threads.daemon(role, task);
		this.waiter = this.thread;
	}

	// Does nothing if it was started before. If the JVM has no thread to give, the error
	// is the caller's to handle, and the next call tries again.
	void start() {
		if (this.started.compareAndSet(false, true)) {
			try {
				this.thread.start();
			}
			catch (OutOfMemoryError ex) {
				this.started.set(false);
				throw ex;
			}
		}
	}

	// The caller has published what it wakes the thread for before it calls.
	void wake() {
		this.woken = true;
		LockSupport.unpark(this.waiter);
	}

	// The flag falls before the thread looks at the world again, so a wake-up after that
	// look is kept for the next wait.
	void await(long nanos) {
		this.waiter = Thread.currentThread();
		if (!this.woken) {
			this.ticker.park(nanos);
		}
		this.woken = false;
		// Nobody interrupts the thread with good reason, and a pending interrupt would
		// turn every later wait into a spin.
		Thread.interrupted();
	}

}
