package dev.lastcall.termination;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import dev.lastcall.drain.Threads;
import dev.lastcall.drain.Ticker;

/**
 * The end, told to listeners that hang, each on one more thread: a log that hangs in one
 * of its appenders still has the others, and its final line must not be missing.
 */
final class Insistence {

	private final Notice notice;

	private final Thread caller = Thread.currentThread();

	private final AtomicInteger untold = new AtomicInteger();

	Insistence(Notice notice) {
		this.notice = notice;
	}

	void tell(List<TerminationListener> listeners, int looks, Ticker ticker) {
		this.untold.set(listeners.size());
		for (TerminationListener listener : listeners) {
			Threads.daemon("teller", () -> tell(listener)).start();
		}
		Patience.await(() -> this.untold.get() == 0, looks, ticker);
	}

	private void tell(TerminationListener listener) {
		this.notice.tell(listener);
		this.untold.decrementAndGet();
		LockSupport.unpark(this.caller);
	}

}
