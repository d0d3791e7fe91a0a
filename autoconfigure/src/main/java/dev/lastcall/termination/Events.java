package dev.lastcall.termination;

import java.util.List;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Drain;
import dev.lastcall.termination.TerminationEvent.PartFailed;

/**
 * Tells every listener what happened, whatever the others do. Immutable; called by the
 * coordinator's thread and by the one that speaks the last words.
 */
final class Events {

	private final List<TerminationListener> listeners;

	Events(List<TerminationListener> listeners) {
		this.listeners = List.copyOf(listeners);
	}

	void tellPrepared(List<Drain> drains) {
		for (TerminationListener listener : this.listeners) {
			try {
				listener.onPrepared(drains);
			}
			catch (Throwable ex) {
				tellFailure(listener, ex);
			}
		}
	}

	void tellBounded(Deadline work) {
		for (TerminationListener listener : this.listeners) {
			try {
				listener.onBounded(work);
			}
			catch (Throwable ex) {
				tellFailure(listener, ex);
			}
		}
	}

	void tell(TerminationEvent event) {
		for (TerminationListener listener : this.listeners) {
			try {
				listener.onEvent(event);
			}
			catch (Throwable ex) {
				tellFailure(listener, ex);
			}
		}
	}

	private void tellFailure(TerminationListener failed, Throwable failure) {
		PartFailed event = new PartFailed(failed.getClass().getName(), failure);
		for (TerminationListener listener : this.listeners) {
			try {
				if (listener != failed) {
					listener.onEvent(event);
				}
			}
			catch (Throwable ex) {
				// HotSpot throws the same OutOfMemoryError again and again.
				if (ex != failure) {
					failure.addSuppressed(ex);
				}
			}
		}
	}

}
