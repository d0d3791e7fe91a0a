package dev.lastcall.termination;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Who is told, what there was to tell lately, and who tells it. Thread-safe: this
 * object's lock guards everything and is never held across foreign code. Adds, looks and
 * hands out without an allocation.
 */
final class Audience {

	/**
	 * How much is kept for a listener that hangs: the events of some hundred drains, and
	 * little memory.
	 */
	static final int CAPACITY = 1024;

	private final Hearer[] hearers;

	private final @Nullable Notice[] notices = new Notice[CAPACITY];

	private long count;

	// Tells all but those who hang.
	private @Nullable Voice voice;

	private boolean closed;

	Audience(TerminationListener[] listeners) {
		this.hearers = new Hearer[listeners.length];
		for (int i = 0; i < listeners.length; i++) {
			this.hearers[i] = new Hearer(listeners[i]);
		}
	}

	int size() {
		return this.hearers.length;
	}

	// Whether somebody who does not hang has much to catch up with.
	synchronized boolean add(Notice notice) {
		this.notices[(int) (this.count % CAPACITY)] = notice;
		this.count++;
		boolean crowded = false;
		for (Hearer hearer : this.hearers) {
			hearer.skipTo(this.count - CAPACITY);
			crowded |= hearer.own() == null && this.count - hearer.next() > CAPACITY / 2;
		}
		return crowded;
	}

	synchronized @Nullable Voice voice() {
		return this.voice;
	}

	synchronized void heed(Voice voice) {
		this.voice = voice;
	}

	synchronized boolean isVoice(Thread thread) {
		boolean found = this.voice != null && this.voice.isOn(thread);
		for (Hearer hearer : this.hearers) {
			Voice own = hearer.own();
			found |= own != null && own.isOn(thread);
		}
		return found;
	}

	// Whether all have heard everything who do not hang.
	synchronized boolean isTold() {
		for (Hearer hearer : this.hearers) {
			if (hearer.own() == null && !hearer.hasHeardAll(this.count)) {
				return false;
			}
		}
		return true;
	}

	// Whether all have heard everything who have not been hanging for long.
	synchronized boolean isSettled(long now) {
		for (Hearer hearer : this.hearers) {
			if (!hearer.hasHeardAll(this.count) && !hearer.isHanging(now)) {
				return false;
			}
		}
		return true;
	}

	// The one that hangs keeps the voice that it hangs in; the others need another one.
	synchronized void leaveBehind() {
		for (Hearer hearer : this.hearers) {
			if (hearer.own() == null && hearer.isBusy() && this.voice != null && this.voice.hasThread()) {
				hearer.leaveTo(this.voice);
				this.voice = null;
			}
		}
	}

	synchronized void nameWhoHangs(long now) {
		for (Hearer hearer : this.hearers) {
			if (hearer.hangsUnnamed(now)) {
				add(Notice.of(hearer.sayHanging()));
			}
		}
	}

	// Who is to hear next of what a voice tells, or nobody.
	synchronized @Nullable Hearer next(Voice voice, long now) {
		Hearer next = null;
		for (Hearer hearer : this.hearers) {
			if (isToldBy(voice, hearer) && hearer.hasReturned(this.count)) {
				add(Notice.of(hearer.sayReturned(now)));
			}
			if (isToldBy(voice, hearer) && !hearer.isBusy() && hearer.next() < this.count
					&& (next == null || hearer.next() < next.next())) {
				next = hearer;
			}
		}
		if (next != null) {
			next.begin(Objects.requireNonNull(this.notices[(int) (next.next() % CAPACITY)]), now);
		}
		return next;
	}

	private boolean isToldBy(Voice voice, Hearer hearer) {
		return (hearer.own() != null) ? hearer.own() == voice : this.voice == voice;
	}

	synchronized void end(Hearer hearer, @Nullable Notice failure) {
		hearer.end();
		if (failure != null) {
			add(failure);
		}
	}

	// Whether a voice that has nothing to tell is not needed any more. Who has kept it
	// hears with the others again.
	synchronized boolean dismiss(Voice voice) {
		for (Hearer hearer : this.hearers) {
			if (isToldBy(voice, hearer) && !hearer.hasHeardAll(this.count)) {
				return false;
			}
		}
		if (this.voice != voice) {
			rejoin(voice);
			return true;
		}
		boolean dismissed = this.closed || !voice.hasThread();
		this.voice = dismissed ? null : voice;
		return dismissed;
	}

	private void rejoin(Voice voice) {
		for (Hearer hearer : this.hearers) {
			if (hearer.own() == voice) {
				hearer.rejoin();
			}
		}
	}

	TerminationListener listener(int index) {
		return this.hearers[index].listener();
	}

	synchronized boolean isLeftBehind(int index) {
		return this.hearers[index].own() != null;
	}

	synchronized void close() {
		this.closed = true;
	}

}
