package dev.lastcall.termination;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import dev.lastcall.drain.Ticker;

/**
 * Tells listeners, in order and beside the thread whose news it is. That thread waits
 * until everybody has heard, but only so long: a listener that hangs, as a log does whose
 * pipe nobody reads, is left behind and costs no further waiting, and the others hear
 * without it. What it misses meanwhile it is told when it returns, as far as there is
 * room. Thread-safe.
 */
final class Teller {

	private final Ticker ticker;

	private final Audience audience;

	private final Voice standIn;

	// Its own lock guards it.
	private final List<Thread> waiters = new ArrayList<>(8);

	// Made once, because there may be no memory later.
	private final BooleanSupplier told;

	private final BooleanSupplier settled;

	Teller(TerminationListener[] listeners, Ticker ticker) {
		this.ticker = ticker;
		this.audience = new Audience(listeners);
		this.standIn = Voice.standIn(this, ticker);
		this.told = this.audience::isTold;
		this.settled = () -> this.audience.isSettled(ticker.nanos());
	}

	// Waits only if there is no room, which hundreds of drains can take up.
	void post(Notice notice) {
		if (this.audience.add(notice)) {
			flush();
		}
	}

	// Waits until everybody has heard who does not hang.
	void flush() {
		Thread caller = Thread.currentThread();
		if (this.audience.isVoice(caller)) {
			// A listener that gives an order hears of it when it has returned.
			return;
		}
		enter(caller);
		nameWhoHangs();
		for (int round = 0; round <= this.audience.size() && !this.audience.isTold(); round++) {
			raiseVoice();
			Patience.await(this.told, Patience.LOOKS, this.ticker);
			if (!this.audience.isTold()) {
				this.audience.leaveBehind();
			}
		}
		leave(caller);
	}

	// Waits also for those who hang, unless they have for long. What follows cannot be
	// undone.
	void settle(long atMostNanos) {
		Thread caller = Thread.currentThread();
		flush();
		enter(caller);
		Patience.await(this.settled, Patience.looks(Math.min(Hearer.LONG_NANOS, atMostNanos)), this.ticker);
		leave(caller);
		flush();
	}

	private void enter(Thread caller) {
		synchronized (this.waiters) {
			this.waiters.add(caller);
		}
	}

	private void leave(Thread caller) {
		synchronized (this.waiters) {
			this.waiters.remove(caller);
		}
	}

	private void wakeWaiters() {
		synchronized (this.waiters) {
			for (int i = 0; i < this.waiters.size(); i++) {
				LockSupport.unpark(this.waiters.get(i));
			}
		}
	}

	private void nameWhoHangs() {
		try {
			this.audience.nameWhoHangs(this.ticker.nanos());
		}
		catch (Throwable ex) {
			// Without memory it goes unnamed.
			return;
		}
	}

	private void raiseVoice() {
		Voice voice = appoint();
		if (voice.hasThread()) {
			voice.wake();
		}
		else {
			voice.speak();
		}
	}

	private synchronized Voice appoint() {
		Voice voice = this.audience.voice();
		if (voice == null) {
			try {
				voice = Voice.withThread(this, this.ticker);
				this.audience.heed(voice);
				voice.start();
			}
			catch (OutOfMemoryError ex) {
				voice = this.standIn;
				this.audience.heed(voice);
			}
		}
		return voice;
	}

	// On a voice's thread. False when nobody needs the voice any more.
	boolean tellNext(Voice voice) {
		Hearer hearer = this.audience.next(voice, this.ticker.nanos());
		if (hearer != null) {
			this.audience.end(hearer, hearer.hear());
			return true;
		}
		boolean needed = !this.audience.dismiss(voice);
		wakeWaiters();
		if (needed) {
			voice.rest();
		}
		return needed;
	}

	// The last words, on the calling thread. Those who hang come last, each as soon as it
	// returns.
	void tellAtOnce(Notice notice) {
		int size = this.audience.size();
		long told = 0;
		for (int i = 0; i < 2 * size; i++) {
			int index = i % size;
			boolean due = (told & (1L << index)) == 0;
			if (due && (i >= size || !this.audience.isLeftBehind(index))) {
				told |= 1L << index;
				tellAtOnce(notice, index);
			}
		}
	}

	private void tellAtOnce(Notice notice, int index) {
		Notice failure = notice.tell(this.audience.listener(index));
		if (failure != null) {
			this.audience.add(failure);
		}
	}

	// The end, also to those who hang. They hear of it again if they return.
	void insist(Notice notice, long atMostNanos) {
		List<TerminationListener> leftBehind = new ArrayList<>();
		for (int i = 0; i < this.audience.size(); i++) {
			if (this.audience.isLeftBehind(i)) {
				leftBehind.add(this.audience.listener(i));
			}
		}
		int looks = Math.min(Patience.LOOKS, Patience.looks(atMostNanos));
		new Insistence(notice).tell(leftBehind, looks, this.ticker);
	}

	// Its threads end when everybody has heard everything.
	void close() {
		this.audience.close();
		Voice voice = this.audience.voice();
		if (voice != null) {
			voice.wake();
		}
	}

}
