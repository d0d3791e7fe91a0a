package dev.lastcall.termination;

/**
 * Hears what happens in a termination. Called on the coordinator's thread, in order, and
 * must not block; the last words before a forced end come from another thread. What a
 * listener throws is told to the others and does not disturb the termination.
 */
@FunctionalInterface
public interface TerminationListener {

	/**
	 * Something happened.
	 * @param event what happened
	 */
	void onEvent(TerminationEvent event);

}
