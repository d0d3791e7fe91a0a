package dev.lastcall.termination.random;

import java.util.Set;

import dev.lastcall.drain.Stage;

/**
 * A drain of a plan.
 *
 * @param name its name
 * @param stage its stage
 * @param after what it comes after
 * @param conduct what it does
 * @param millis how long that takes
 * @param left how much it has left at first
 * @param fed the drain that it gives new work, if that is what it does
 * @param remaining how it answers when it is asked what is left
 * @param threads how it answers when it is asked for its threads
 * @param onCancel how it takes its cancellation
 */
record PlannedDrain(String name, Stage stage, Set<String> after, Conduct conduct, long millis, int left, String fed,
		Answer remaining, Answer threads, Answer onCancel) {

	boolean isPrompt() {
		return this.remaining.isPrompt() && this.threads.isPrompt() && this.onCancel.isPrompt();
	}

}
