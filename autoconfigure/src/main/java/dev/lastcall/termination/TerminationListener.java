package dev.lastcall.termination;

import java.util.List;

import dev.lastcall.drain.Drain;

/**
 * Hears what happens in a termination. Called on the coordinator's thread, in order, and
 * must not block; the last words before a forced end come from another thread. What a
 * listener throws is told to the others and does not disturb the termination.
 */
@FunctionalInterface
public interface TerminationListener {

	/**
	 * The application has started and it is known what a termination would drain. Not an
	 * event of the termination, so that a start loads none of their classes.
	 * @param drains every drain in the order of the stages
	 */
	default void onPrepared(List<Drain> drains) {
	}

	/**
	 * Something happened.
	 * @param event what happened
	 */
	void onEvent(TerminationEvent event);

}
