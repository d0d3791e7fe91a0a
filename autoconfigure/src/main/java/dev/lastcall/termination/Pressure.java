package dev.lastcall.termination;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;

/**
 * What happens to drains near their deadline: they are cancelled, interrupted, and told
 * to hand back. Each step comes once, at its time or as soon after it as somebody looks.
 * Used by the coordinator's thread only.
 */
final class Pressure {

	private final Stage stage;

	private final StageClock clock;

	private final DrainContext stageContext;

	private final DrainContext context;

	private final List<DrainRun> runs = new ArrayList<>();

	/**
	 * Creates the pressure on some drains of the present stage.
	 * @param stage the stage
	 * @param clock its time
	 * @param handsBack whether these drains can hand back
	 * @param runs the drains
	 */
	Pressure(Stage stage, StageClock clock, boolean handsBack, Collection<DrainRun> runs) {
		this.stage = stage;
		this.clock = clock;
		this.stageContext = clock.contextOf(false);
		this.context = clock.contextOf(handsBack);
		for (DrainRun run : runs) {
			if (run.handsBack() == handsBack) {
				this.runs.add(run);
			}
		}
	}

	/**
	 * Presses the drains as far as the time demands.
	 * @return when the next step is due
	 */
	Deadline press() {
		if (Succession.haveEnded(this.runs)) {
			return this.stageContext.deadline();
		}
		Duration grace = this.clock.cancelGrace();
		Deadline deadline = this.context.deadline();
		Deadline cancellation = deadline.minus(grace);
		Deadline interruption = deadline.minus(Duration.ofNanos(grace.toNanos() / 2));
		boolean skipped = this.clock.skips(this.stage);
		if (skipped || cancellation.hasPassed()) {
			Cancellation reason = skipped ? expedited() : deadlineIsNear(deadline);
			each((run) -> run.cancel(reason));
		}
		if (interruption.hasPassed()) {
			each(DrainRun::interrupt);
		}
		if (deadline.hasPassed()) {
			each(DrainRun::handBack);
		}
		// Drains and listeners took some of the time.
		for (Deadline step : List.of(cancellation, interruption, deadline)) {
			if (!step.hasPassed()) {
				return step;
			}
		}
		return this.stageContext.deadline();
	}

	private void each(Consumer<DrainRun> step) {
		this.runs.stream().filter((run) -> !run.status().hasEnded()).forEach(step);
	}

	private static Cancellation expedited() {
		return new Cancellation(Cancellation.Cause.EXPEDITED, "The termination was expedited.");
	}

	private Cancellation deadlineIsNear(Deadline deadline) {
		String less = (this.context == this.stageContext) ? "" : ", less the time to hand back,";
		return new Cancellation(Cancellation.Cause.DEADLINE, "The deadline of the stage '%s'%s is %d ms away."
			.formatted(this.stage.label(), less, deadline.remaining().toMillis()));
	}

}
