package dev.lastcall.outbound;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Threads;
import dev.lastcall.drain.Ticker;

/**
 * Interrupts calls again until they have ended. One interrupt is not enough: code between
 * the call and what it waits for may swallow it and wait again. The thread
 * {@code lastcall-call-interrupts} exists while there are such calls; which one it is, is
 * guarded by this object's lock.
 */
final class Interrupter {

	/**
	 * The one of this JVM.
	 */
	static final Interrupter OF_JVM = new Interrupter();

	/**
	 * Short against the 250 ms in which a cancelled call shall end, long against what a
	 * thread needs to heed an interrupt.
	 */
	private static final long AGAIN_NANOS = Duration.ofMillis(50).toNanos();

	private final Set<InterruptibleCall> calls = ConcurrentHashMap.newKeySet();

	private @Nullable Thread thread;

	// The call is in the set before the thread's end is decided on, under the lock.
	void add(InterruptibleCall call) {
		this.calls.add(call);
		synchronized (this) {
			if (this.thread == null) {
				Thread thread = Threads.daemon("call-interrupts", this::run);
				thread.start();
				this.thread = thread;
			}
		}
	}

	private void run() {
		while (isNeeded()) {
			Ticker.system().park(AGAIN_NANOS);
			interruptAll();
		}
	}

	// Whatever fails now, such as to get a thread that closes a body, is tried again.
	private void interruptAll() {
		try {
			this.calls.removeIf((call) -> !call.interruptAgain());
		}
		catch (OutOfMemoryError ex) {
			// Without memory the calls stay as they are.
			return;
		}
	}

	private synchronized boolean isNeeded() {
		if (this.calls.isEmpty()) {
			this.thread = null;
			return false;
		}
		return true;
	}

}
