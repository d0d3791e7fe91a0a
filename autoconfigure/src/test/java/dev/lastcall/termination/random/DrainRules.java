package dev.lastcall.termination.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.lastcall.drain.Stage;
import dev.lastcall.termination.DrainStatus;
import dev.lastcall.termination.TerminationEvent.DrainBegan;
import dev.lastcall.termination.TerminationEvent.DrainCancelled;
import dev.lastcall.termination.TerminationEvent.DrainEnded;
import dev.lastcall.termination.TerminationEvent.DrainInterrupted;
import dev.lastcall.termination.random.SimulatedDrain.Run;
import dev.lastcall.termination.random.Simulation.Heard;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds for every drain: its events come in pairs, pressure comes in steps, and what
 * is told of it is what it did.
 */
final class DrainRules {

	/**
	 * How long a drain waits before it runs again.
	 */
	private static final long PAUSE_NANOS = 100_000_000;

	private static final List<Class<?>> STEPS = List.of(DrainBegan.class, DrainCancelled.class, DrainInterrupted.class,
			DrainEnded.class);

	private final PlannedDrain plan;

	private final Simulation simulation;

	private final Timeline timeline;

	private final long deadline;

	DrainRules(PlannedDrain plan, Simulation simulation, Timeline timeline) {
		this.plan = plan;
		this.simulation = simulation;
		this.timeline = timeline;
		this.deadline = timeline.deadline(plan.stage());
	}

	void check() {
		List<Heard> steps = new ArrayList<>();
		int begun = 0;
		for (Heard one : this.timeline.steps(this.plan.name())) {
			steps.add(one);
			if (one.event() instanceof DrainEnded) {
				begun += step(steps, DrainBegan.class).isPresent() ? 1 : 0;
				checkSteps(steps, begun);
				steps.clear();
			}
		}
		assertThat(steps).as("steps without an end").isEmpty();
	}

	private void checkSteps(List<Heard> steps, int begun) {
		List<Class<?>> types = steps.stream().<Class<?>>map((step) -> step.event().getClass()).toList();
		assertThat(types).as("%s", steps).doesNotHaveDuplicates();
		assertThat(STEPS).as("%s", steps).containsSubsequence(types);
		step(steps, DrainCancelled.class).ifPresent(this::cancellationIsDue);
		step(steps, DrainInterrupted.class).ifPresent(this::interruptionIsDue);
		Heard end = steps.get(steps.size() - 1);
		DrainStatus status = ((DrainEnded) end.event()).status();
		if (!types.contains(DrainBegan.class)) {
			assertThat(status).as("%s", steps).isEqualTo(DrainStatus.ABANDONED);
			assertThat(end.nanos()).as("%s", steps).isGreaterThanOrEqualTo(this.deadline);
			return;
		}
		List<Run> runs = this.simulation.drain(this.plan.name()).runs();
		boolean returned = runs.size() >= begun && runs.get(begun - 1).ended() <= end.nanos();
		if (returned) {
			runIsToldAsItWas(runs.get(begun - 1), begun > 1, steps, status);
		}
		else {
			assertThat(status).as("%s", steps).isEqualTo(DrainStatus.ABANDONED);
			assertThat(end.nanos()).as("%s", steps).isGreaterThanOrEqualTo(this.deadline);
			assertThat(types).as("%s", steps).contains(DrainCancelled.class, DrainInterrupted.class);
		}
	}

	private void cancellationIsDue(Heard cancelled) {
		boolean skipped = this.plan.stage() == Stage.LINGER && this.timeline.isExpedited(cancelled.nanos());
		long grace = this.timeline.cancelGrace(cancelled.nanos()).toNanos();
		assertThat(skipped || cancelled.nanos() >= deadlineAt(cancelled) - grace).as("due: %s", cancelled).isTrue();
	}

	private void interruptionIsDue(Heard interrupted) {
		long grace = this.timeline.cancelGrace(interrupted.nanos()).toNanos();
		assertThat(interrupted.nanos()).as("%s", interrupted)
			.isGreaterThanOrEqualTo(deadlineAt(interrupted) - grace / 2);
	}

	private long deadlineAt(Heard moment) {
		return this.timeline.deadline(this.plan.stage(), moment.nanos());
	}

	private void runIsToldAsItWas(Run run, boolean again, List<Heard> steps, DrainStatus status) {
		boolean cancelled = step(steps, DrainCancelled.class).isPresent();
		boolean interrupted = step(steps, DrainInterrupted.class).isPresent();
		if (this.simulation.plan().isPrompt()) {
			Heard begin = step(steps, DrainBegan.class).orElseThrow();
			long pause = (again && !interrupted) ? PAUSE_NANOS : 0;
			assertThat(run.began()).as("%s", steps).isGreaterThanOrEqualTo(begin.nanos() + pause);
			assertThat(steps.get(steps.size() - 1).nanos()).as("%s", steps).isEqualTo(run.ended());
		}
		if (!cancelled) {
			assertThat(status).as("%s", steps).isEqualTo(run.thrown() ? DrainStatus.FAILED : DrainStatus.AT_REST);
		}
		else if (!run.thrown()) {
			assertThat(status).as("%s", steps).isIn(DrainStatus.AT_REST, DrainStatus.ABANDONED);
		}
		else {
			assertThat(status).as("%s", steps).isIn(DrainStatus.FAILED, DrainStatus.ABANDONED);
		}
	}

	private static Optional<Heard> step(List<Heard> steps, Class<?> type) {
		return steps.stream().filter((step) -> type.isInstance(step.event())).findFirst();
	}

}
