package dev.lastcall.termination;

import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Threads;
import dev.lastcall.drain.Ticker;

/**
 * A thread {@code lastcall-teller}: one tells all listeners, and each that hangs keeps
 * the one that it hangs in. Without a thread of its own it stands in on that of a caller.
 */
final class Voice {

	private final Teller teller;

	private final Ticker ticker;

	private final @Nullable Thread thread;

	private Voice(Teller teller, Ticker ticker, boolean hasThread) {
		this.teller = teller;
		this.ticker = ticker;
		this.thread = hasThread ? Threads.daemon("teller", this::speak) : null;
	}

	static Voice standIn(Teller teller, Ticker ticker) {
		return new Voice(teller, ticker, false);
	}

	static Voice withThread(Teller teller, Ticker ticker) {
		return new Voice(teller, ticker, true);
	}

	/**
	 * Starts the thread.
	 * @throws OutOfMemoryError if none can be had
	 */
	void start() {
		if (this.thread != null) {
			this.thread.start();
		}
	}

	boolean hasThread() {
		return this.thread != null;
	}

	boolean isOn(Thread thread) {
		return this.thread == thread;
	}

	StackTraceElement[] stack() {
		return (this.thread != null) ? this.thread.getStackTrace() : new StackTraceElement[0];
	}

	void wake() {
		LockSupport.unpark(this.thread);
	}

	// Returns when nobody needs this voice any more.
	void speak() {
		boolean needed = true;
		while (needed) {
			try {
				needed = this.teller.tellNext(this);
			}
			catch (Throwable ex) {
				// Without memory. What listeners throw does not come here.
				Patience.awaitMemory(this.ticker);
			}
		}
	}

	// Until there is something to tell.
	void rest() {
		this.ticker.park(Long.MAX_VALUE);
		// Left behind by a listener, it would make the wait a spin.
		Thread.interrupted();
	}

}
