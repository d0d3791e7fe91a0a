package dev.lastcall.termination;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.TerminationEvent.PartFailed;
import dev.lastcall.termination.TerminationEvent.TerminationBegan;
import dev.lastcall.termination.TerminationEvent.TerminationEnded;
import dev.lastcall.termination.TerminationEvent.TerminationExpedited;
import dev.lastcall.termination.TerminationEvent.TerminationForced;

/**
 * A termination from the moment it begins. Its time runs from then on; the coordinator's
 * thread runs its stages, and others only look, hurry it, and speak the last words.
 */
final class TerminationRun {

	private final Cause cause;

	private final Means means;

	private final Journal journal;

	private final StageClock clock;

	private volatile Stage stage = Stage.SERVING;

	private volatile @Nullable StageRun running;

	private volatile @Nullable Crew crew;

	TerminationRun(Cause cause, Means means, Journal journal) {
		this.cause = cause;
		this.means = means;
		this.journal = journal;
		this.clock = new StageClock(means.budget(), means.ticker());
	}

	Stage stage() {
		return this.stage;
	}

	Deadline deadline() {
		return this.clock.deadline();
	}

	void expedite() {
		this.clock.expedite().ifPresent((left) -> {
			tellBounded();
			this.means.events().tell(new TerminationExpedited(left));
			this.means.thread().wake();
		});
	}

	private void tellBounded() {
		this.means.events().tellBounded(this.clock.deadline(Stage.WORK));
	}

	Optional<Outlook> outlook(String drain) {
		Crew crew = this.crew;
		return (crew != null) ? crew.watch().outlook(drain) : Optional.empty();
	}

	Report nothingDone() {
		return new Report(this.cause, this.means.budget().total(), Duration.ZERO, List.of(), List.of());
	}

	Report run(Function<Stage, List<Drain>> drainsOf, Runnable beforeClose) {
		tellBounded();
		this.means.events().tell(new TerminationBegan(this.cause, this.means.budget().total()));
		try (Crew crew = this.means.crew(this.clock)) {
			this.crew = crew;
			Arrays.stream(Stage.values()).filter(Stage::hasDrains).forEach((stage) -> {
				this.stage = stage;
				if (stage == Stage.CLOSE) {
					beforeClose.run();
				}
				run(stage, drainsOf, crew);
			});
		}
		this.stage = Stage.EXIT;
		Report report = this.journal.report().orElseGet(this::nothingDone).ended();
		this.means.events().tell(new TerminationEnded(report));
		return report;
	}

	private void run(Stage stage, Function<Stage, List<Drain>> drainsOf, Crew crew) {
		try {
			StageRun run = new StageRun(stage, drainsOf.apply(stage), crew);
			this.running = run;
			run.run();
		}
		catch (Throwable ex) {
			// Whatever failed, the later stages still run: the context must close.
			this.means.events().tell(new PartFailed("stage '" + stage.label() + "'", ex));
		}
	}

	// First without asking the drains, which may hang, and then asking them.
	void tellForced() {
		Optional<Report> report = this.journal.report();
		if (report.isEmpty()) {
			return;
		}
		StageRun running = this.running;
		List<ThreadStack> stacks = (running != null) ? running.ownStacks() : List.of();
		List<ThreadStack> blockers = stacks.isEmpty() ? ThreadStack.ofBlockers() : stacks;
		this.means.events().tell(new TerminationForced(report.get().halted(blockers), blockers));
		if (running != null) {
			running.tellAbandoned();
		}
	}

}
