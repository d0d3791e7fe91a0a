package dev.lastcall.termination;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Threads;
import dev.lastcall.drain.Ticker;

/**
 * Threads that run errands: as many as there are errands that take their time, and few if
 * they do not. Whoever takes one first sees to it that somebody else takes the next, so
 * that none waits behind one that hangs. A thread ends when there is nothing to take.
 * Thread-safe.
 */
final class Workers {

	private final WakeableThread owner;

	private final Ticker ticker;

	private final Queue<Errand> errands = new ConcurrentLinkedQueue<>();

	// How many threads will look for an errand before they do anything else.
	private final AtomicInteger coming = new AtomicInteger();

	Workers(WakeableThread owner, Ticker ticker) {
		this.owner = owner;
		this.ticker = ticker;
	}

	WakeableThread owner() {
		return this.owner;
	}

	void add(Errand errand) {
		this.errands.add(errand);
	}

	// Whether nobody has taken it, and nobody will.
	boolean withdraw(Errand errand) {
		return this.errands.remove(errand);
	}

	/**
	 * Sees to it that the next errand is taken.
	 * @throws OutOfMemoryError if no thread can be had for it
	 */
	void summon() {
		if (!this.errands.isEmpty() && this.coming.compareAndSet(0, 1)) {
			try {
				Threads.daemon("drains", this::work).start();
			}
			catch (Throwable ex) {
				this.coming.decrementAndGet();
				throw ex;
			}
		}
	}

	private void work() {
		Errand errand = next();
		while (errand != null) {
			errand.run();
			this.coming.incrementAndGet();
			errand = next();
		}
	}

	private @Nullable Errand next() {
		Errand next = poll();
		this.coming.decrementAndGet();
		try {
			summon();
		}
		catch (OutOfMemoryError ex) {
			// It is the owner's to decide.
			this.owner.wake();
		}
		return next;
	}

	// What it calls may have to be loaded first.
	private @Nullable Errand poll() {
		while (true) {
			try {
				return this.errands.poll();
			}
			catch (OutOfMemoryError ex) {
				Patience.awaitMemory(this.ticker);
			}
		}
	}

}
