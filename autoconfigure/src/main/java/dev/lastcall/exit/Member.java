package dev.lastcall.exit;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.Coordinator;

/**
 * A coordinator that the process waits for.
 *
 * @param coordinator the coordinator
 * @param policy what its application context wants
 */
record Member(Coordinator coordinator, ExitPolicy policy) {

	boolean hasEnded() {
		return this.coordinator.ended().isDone();
	}

	Deadline deadline(Ticker ticker) {
		return this.coordinator.deadline().orElseGet(() -> Deadline.after(this.coordinator.budget().total(), ticker));
	}

}
