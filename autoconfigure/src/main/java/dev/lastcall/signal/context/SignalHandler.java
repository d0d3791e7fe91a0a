package dev.lastcall.signal.context;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalEvent;

/**
 * A bean that handles a signal of its own. Called on the thread
 * {@code lastcall-signal-event}, one signal after the other; in the tier {@code jdk} on a
 * thread of the JVM.
 */
public interface SignalHandler {

	/**
	 * Which signal it handles.
	 * @return a signal that no property gives a purpose to
	 */
	PosixSignal signal();

	/**
	 * The signal arrived.
	 * @param event when, and from whom
	 */
	void handle(SignalEvent event);

}
