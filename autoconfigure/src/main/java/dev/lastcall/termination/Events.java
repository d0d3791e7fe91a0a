package dev.lastcall.termination;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Ticker;

/**
 * Tells what happened: at once to the one who writes it down, and by a {@link Teller} to
 * all others. Thread-safe. What is told here is written down when the call returns; if
 * there is no memory for that, nobody has heard of it, and the error is the caller's.
 */
final class Events {

	private final TerminationListener record;

	private final TerminationListener[] listeners;

	private final Ticker ticker;

	// Made with the first event, so that a start loads nothing of it.
	private volatile @Nullable Teller teller;

	/**
	 * Creates the events.
	 * @param record hears on the thread whose news it is, and never blocks
	 * @param listeners who else hears, in this order
	 * @param ticker the clock
	 */
	Events(TerminationListener record, Collection<TerminationListener> listeners, Ticker ticker) {
		this.record = record;
		this.listeners = listeners.toArray(TerminationListener[]::new);
		this.ticker = ticker;
	}

	// On the calling thread: nothing happens yet that could be held up.
	void tellPrepared(List<Drain> drains) {
		for (TerminationListener listener : this.listeners) {
			try {
				listener.onPrepared(drains);
			}
			catch (Throwable ex) {
				teller().post(Notice.failure(listener, ex));
				flush();
			}
		}
	}

	void tellBounded(Deadline work) {
		tell(Notice.of((listener) -> listener.onBounded(work)), false);
		flush();
	}

	// Everybody has heard of it when this returns, except for those who hang.
	void tell(TerminationEvent event) {
		post(event);
		flush();
	}

	// The same for one of many, without a wait for each.
	void post(TerminationEvent event) {
		tell(Notice.of(event), false);
	}

	void flush() {
		Teller teller = this.teller;
		if (teller != null) {
			teller.flush();
		}
	}

	// Gives also those some time who hang, before something that cannot be undone.
	void settle(long atMostNanos) {
		Teller teller = this.teller;
		if (teller != null) {
			teller.settle(atMostNanos);
		}
	}

	/**
	 * Tells the last event, and waits a little longer.
	 * @param event what happened
	 * @param atMostNanos the time that there is
	 * @throws OutOfMemoryError if there is no memory; it can be tried again
	 */
	void tellLast(TerminationEvent event, long atMostNanos) {
		tell(event);
		settle(atMostNanos);
		Teller teller = this.teller;
		if (teller != null) {
			teller.insist(Notice.of(event), atMostNanos);
		}
	}

	// The last words: on the calling thread, because the teller's may hang.
	void tellAtOnce(TerminationEvent event) {
		tell(Notice.of(event), true);
	}

	void close() {
		Teller teller = this.teller;
		if (teller != null) {
			teller.close();
		}
	}

	// All that needs memory comes before the first has heard.
	private void tell(Notice notice, boolean atOnce) {
		Teller teller = (this.listeners.length > 0) ? teller() : null;
		notice.news().accept(this.record);
		if (teller != null && atOnce) {
			teller.tellAtOnce(notice);
		}
		else if (teller != null) {
			teller.post(notice);
		}
	}

	private Teller teller() {
		return Objects.requireNonNullElseGet(this.teller, this::makeTeller);
	}

	private synchronized Teller makeTeller() {
		Teller teller = this.teller;
		if (teller == null) {
			teller = new Teller(this.listeners, this.ticker);
			this.teller = teller;
		}
		return teller;
	}

}
