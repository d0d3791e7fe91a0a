package dev.lastcall.termination;

import java.time.Duration;
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

	// Made once, because a copy of them would need memory.
	private static final Stage[] STAGES = { Stage.ANNOUNCE, Stage.LINGER, Stage.SOURCES, Stage.WORK, Stage.SINKS,
			Stage.CLOSE };

	private final Means means;

	private final Journal journal;

	private final Function<Stage, List<Drain>> drainsOf;

	private final Runnable beforeClose;

	private final StageClock clock;

	private final Crew crew;

	private final Report nothingDone;

	private final TerminationBegan beginning;

	private volatile Stage stage = Stage.SERVING;

	private volatile @Nullable StageRun running;

	/**
	 * Creates a termination, with everything that it takes to get to its end.
	 * @param cause why it begins
	 * @param means what it runs drains with
	 * @param journal writes it down
	 * @param drainsOf gives the drains of a stage
	 * @param beforeClose lets the application context close
	 */
	TerminationRun(Cause cause, Means means, Journal journal, Function<Stage, List<Drain>> drainsOf,
			Runnable beforeClose) {
		this.means = means;
		this.journal = journal;
		this.drainsOf = drainsOf;
		this.beforeClose = beforeClose;
		this.clock = new StageClock(means.budget(), means.ticker());
		this.crew = means.crew(this.clock);
		this.nothingDone = new Report(cause, means.budget().total(), Duration.ZERO, List.of(), List.of());
		this.beginning = new TerminationBegan(cause, means.budget().total());
	}

	Stage stage() {
		return this.stage;
	}

	Deadline deadline() {
		return this.clock.deadline();
	}

	void expedite() {
		this.clock.expedite().ifPresent((left) -> {
			try {
				tellBounded();
				this.means.events().tell(new TerminationExpedited(left));
			}
			finally {
				this.means.thread().wake();
			}
		});
	}

	private void tellBounded() {
		this.means.events().tellBounded(this.clock.deadline(Stage.WORK));
	}

	Optional<Outlook> outlook(String drain) {
		return this.crew.watch().outlook(drain);
	}

	// Runs all stages, whatever fails, memory included.
	Report run() {
		while (!hasBegun()) {
			Patience.awaitMemory(this.means.ticker());
		}
		for (Stage stage : STAGES) {
			this.stage = stage;
			if (stage == Stage.CLOSE) {
				// The close cannot be undone, but has no time to lose either.
				this.means.events().settle(this.clock.nanosLeft(stage) / 2);
				this.beforeClose.run();
			}
			while (!hasRun(stage)) {
				Patience.awaitMemory(this.means.ticker());
			}
		}
		this.crew.close();
		this.stage = Stage.EXIT;
		Report report = end();
		this.means.events().close();
		return report;
	}

	private boolean hasBegun() {
		try {
			tellBounded();
			this.means.events().tell(this.beginning);
			return true;
		}
		catch (Throwable ex) {
			return this.clock.nanosLeft(Stage.ANNOUNCE) <= 0;
		}
	}

	// False if there was no memory to begin.
	private boolean hasRun(Stage stage) {
		try {
			StageRun run = new StageRun(stage, this.drainsOf.apply(stage), this.crew);
			this.running = run;
			run(run);
			return true;
		}
		catch (OutOfMemoryError ex) {
			return this.clock.nanosLeft(stage) <= 0;
		}
		catch (Throwable ex) {
			tellFailure(stage, ex);
			return true;
		}
	}

	private void run(StageRun run) {
		try {
			run.run();
		}
		catch (OutOfMemoryError ex) {
			tellFailure(this.stage, ex);
		}
	}

	// Whatever failed, the later stages still run: the context must close.
	private void tellFailure(Stage stage, Throwable failure) {
		try {
			this.means.events().tell(new PartFailed("stage '" + stage.label() + "'", failure));
		}
		catch (Throwable ex) {
			// Nor can this be told.
			return;
		}
	}

	private Report end() {
		while (true) {
			try {
				Report report = this.journal.report().orElse(this.nothingDone).ended();
				this.means.events().tellLast(new TerminationEnded(report), this.clock.nanosLeft(Stage.EXIT) / 2);
				return report;
			}
			catch (Throwable ex) {
				if (this.clock.nanosLeft(Stage.EXIT) <= 0) {
					return this.nothingDone;
				}
				Patience.awaitMemory(this.means.ticker());
			}
		}
	}

	// Does the last of all, also if there is no memory for it at first.
	void persist(Runnable action) {
		boolean done = false;
		while (!done) {
			try {
				action.run();
				done = true;
			}
			catch (OutOfMemoryError ex) {
				Patience.awaitMemory(this.means.ticker());
				done = this.clock.nanosLeft(Stage.EXIT) <= 0;
			}
		}
	}

	// Without memory they are tried again, for a moment.
	void tellForced() {
		for (int i = 0; i < Patience.LOOKS; i++) {
			try {
				speakLastWords();
				return;
			}
			catch (Throwable ex) {
				Patience.awaitMemory(this.means.ticker());
			}
		}
	}

	// First without asking the drains, which may hang, and then asking them.
	private void speakLastWords() {
		Optional<Report> report = this.journal.report();
		if (report.isEmpty()) {
			return;
		}
		StageRun running = this.running;
		List<ThreadStack> stacks = (running != null) ? running.ownStacks() : List.of();
		List<ThreadStack> blockers = stacks.isEmpty() ? ThreadStack.ofBlockers() : stacks;
		this.means.events().tellAtOnce(new TerminationForced(report.get().halted(blockers), blockers));
		if (running != null) {
			running.tellAbandoned();
		}
	}

}
