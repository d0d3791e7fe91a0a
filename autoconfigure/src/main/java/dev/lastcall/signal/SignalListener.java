package dev.lastcall.signal;

/**
 * Hears of signals. Called on a thread of the bridge; must hand over and return at once.
 */
@FunctionalInterface
public interface SignalListener {

	/**
	 * A signal arrived.
	 * @param event which one, and when
	 */
	void onSignal(SignalEvent event);

}
