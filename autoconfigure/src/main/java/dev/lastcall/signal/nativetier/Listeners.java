package dev.lastcall.signal.nativetier;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalEvent;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalListener;

/**
 * Who listens to one signal. Thread-safe.
 */
final class Listeners {

	private final PosixSignal signal;

	private final SignalLane lane;

	private final List<SignalListener> all = new CopyOnWriteArrayList<>();

	Listeners(PosixSignal signal, SignalLane lane, SignalListener first) {
		this.signal = signal;
		this.lane = lane;
		this.all.add(first);
	}

	PosixSignal signal() {
		return this.signal;
	}

	SignalLane lane() {
		return this.lane;
	}

	void add(SignalListener listener) {
		this.all.add(listener);
	}

	// One occurrence, because a listener may be added twice.
	void remove(SignalListener listener) {
		this.all.remove(listener);
	}

	boolean isOnly(SignalListener listener) {
		return this.all.size() == 1 && this.all.contains(listener);
	}

	// By index: an iterator would be an allocation, and this runs before anything else.
	void alert(long nanos) {
		for (int i = this.all.size() - 1; i >= 0; i--) {
			try {
				this.all.get(i).onAlert(this.signal.number(), nanos);
			}
			catch (Throwable ex) {
				// Of no use to anybody here; the listener is told again as an event.
			}
		}
	}

	// A listener that throws keeps no other from hearing.
	void tell(SignalEvent event, BiConsumer<PosixSignal, Throwable> failures) {
		OutOfMemoryError exhausted = null;
		for (SignalListener listener : this.all) {
			try {
				listener.onSignal(event);
			}
			catch (OutOfMemoryError ex) {
				exhausted = ex;
			}
			catch (Throwable ex) {
				failures.accept(this.signal, ex);
			}
		}
		if (exhausted != null) {
			throw exhausted;
		}
	}

}
