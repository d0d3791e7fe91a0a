package dev.lastcall.termination;

import java.time.Duration;
import java.util.stream.Stream;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;

/**
 * What happens to a drain near its deadline: it is cancelled, interrupted, and told to
 * hand back. Each step comes once, at its time or as soon after it as somebody looks.
 * Used by the coordinator's thread only.
 */
final class Pressure {

	private final Stage stage;

	private final DrainContext stageContext;

	private final StageClock clock;

	Pressure(Stage stage, DrainContext stageContext, StageClock clock) {
		this.stage = stage;
		this.stageContext = stageContext;
		this.clock = clock;
	}

	/**
	 * Presses a drain as far as the time demands.
	 * @param run the drain
	 * @return when the next step is due
	 */
	Deadline on(DrainRun run) {
		Duration grace = this.clock.cancelGrace();
		Deadline deadline = run.deadline();
		Deadline cancellation = deadline.minus(grace);
		Deadline interruption = deadline.minus(grace.dividedBy(2));
		boolean skipped = this.clock.skips(this.stage);
		if (skipped || cancellation.hasPassed()) {
			run.cancel(skipped ? expedited() : deadlineIsNear(deadline));
		}
		if (interruption.hasPassed()) {
			run.interrupt();
		}
		if (deadline.hasPassed()) {
			run.handBack();
		}
		return Stream.of(cancellation, interruption, deadline)
			.filter((step) -> !step.hasPassed())
			.findFirst()
			.orElseGet(this.stageContext::deadline);
	}

	private static Cancellation expedited() {
		return new Cancellation(Cancellation.Cause.EXPEDITED, "The termination was expedited.");
	}

	private Cancellation deadlineIsNear(Deadline deadline) {
		String less = (deadline.remainingNanos() < this.stageContext.deadline().remainingNanos())
				? ", less the time to hand back," : "";
		return new Cancellation(Cancellation.Cause.DEADLINE, "The deadline of the stage '%s'%s is %d ms away."
			.formatted(this.stage.label(), less, deadline.remaining().toMillis()));
	}

}
