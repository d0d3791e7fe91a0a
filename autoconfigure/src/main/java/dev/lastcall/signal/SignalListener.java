package dev.lastcall.signal;

/**
 * Hears of signals. Called on a thread of the bridge; a listener of
 * {@link SignalLane#TERMINATION} must hand over and return at once.
 */
@FunctionalInterface
public interface SignalListener {

	/**
	 * A signal arrived.
	 * @param event which one, when, and from whom
	 */
	void onSignal(SignalEvent event);

	/**
	 * A signal is about to be told. Called before {@link #onSignal} by tiers that can,
	 * for listeners of {@link SignalLane#TERMINATION} that must get something done even
	 * if the heap is exhausted: neither the bridge nor the listener may allocate here.
	 * @param number the number of the signal
	 * @param nanos when it arrived, as far as the tier knows, on the clock of
	 * {@link System#nanoTime()}
	 */
	default void onAlert(int number, long nanos) {
	}

}
