package dev.lastcall.termination;

import java.util.List;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Stage;

/**
 * Hears what happens in a termination. Called in order, by one thread at a time, which is
 * not the coordinator's; the last words before a forced end come from another thread. The
 * coordinator waits until everybody has heard, so a listener must not block: one that has
 * not returned after 100 ms is left behind, hears the rest when it returns, and holds up
 * nobody. What a listener throws is told to the others and does not disturb the
 * termination.
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
	 * A termination begins, or is expedited. Given by itself, because events say how much
	 * was left when they were made.
	 * @param work the deadline of {@link Stage#WORK}, which can only move earlier
	 */
	default void onBounded(Deadline work) {
	}

	/**
	 * Something happened.
	 * @param event what happened
	 */
	void onEvent(TerminationEvent event);

}
