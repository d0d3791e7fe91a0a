package dev.lastcall.termination;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.TerminationEvent.StageBegan;
import dev.lastcall.termination.TerminationEvent.StageEnded;

/**
 * A stage while it runs: begins its drains as soon as what they come after has ended, and
 * ends when all of them are at rest at the same time, or at its deadline. Shortly before
 * the deadline what still runs is pressed, at the deadline it is abandoned. Used by the
 * coordinator's thread only, except for the last words.
 */
final class StageRun {

	private final Stage stage;

	private final DrainContext context;

	private final Crew crew;

	private final List<Pressure> pressures;

	private final List<DrainRun> runs;

	private final BooleanSupplier left;

	StageRun(Stage stage, List<Drain> drains, Crew crew) {
		this(stage, drains, crew, () -> false);
	}

	// Once it is left, the stage ends at once, and its drains are somebody else's.
	StageRun(Stage stage, List<Drain> drains, Crew crew, BooleanSupplier left) {
		this.stage = stage;
		this.crew = crew;
		this.left = left;
		this.context = crew.clock().enter(stage);
		this.runs = drains.stream().map((drain) -> new DrainRun(drain, crew)).toList();
		this.pressures = List.of(new Pressure(stage, crew.clock(), true, this.runs),
				new Pressure(stage, crew.clock(), false, this.runs));
	}

	void run() {
		long began = this.crew.ticker().nanos();
		tell(new StageBegan(this.stage, this.runs.stream().map(DrainRun::name).toList(), this.context.remaining()));
		try {
			runDrains();
		}
		catch (Throwable ex) {
			giveUp(ex);
			throw ex;
		}
		finally {
			this.crew.watch().tell(this::tell);
			tell(new StageEnded(this.stage, Duration.ofNanos(this.crew.ticker().nanos() - began)));
		}
	}

	// The later stages run without this one; what it leaves is told to stop, and named.
	private void giveUp(Throwable failure) {
		Cancellation reason = new Cancellation(Cancellation.Cause.DEADLINE,
				"The stage '%s' has failed.".formatted(this.stage.label()));
		try {
			each((run) -> run.status().isUnderWay(), (run) -> run.cancel(reason));
			each((run) -> !run.status().hasEnded(), DrainRun::abandon);
		}
		catch (Throwable ex) {
			if (ex != failure) {
				failure.addSuppressed(ex);
			}
		}
	}

	private void runDrains() {
		while (!this.left.getAsBoolean() && !isOver()) {
			this.crew.watch().tell(this::tell);
			if (this.context.deadline().hasPassed()) {
				// This thread may be late, and what it abandons has not been told to
				// stop.
				press();
				each((run) -> !run.status().hasEnded(), DrainRun::abandon);
				return;
			}
			beginReady();
			Deadline nextStep = press();
			collect();
			if (!isOver()) {
				this.crew.watch().over(this.stage, this.runs);
				this.crew.owner().await(nextStep.remainingNanos());
				collect();
			}
		}
	}

	// This and the next are called by whoever speaks the last words.
	List<ThreadStack> ownStacks() {
		return this.runs.stream()
			.filter((run) -> run.status().isUnderWay())
			.flatMap((run) -> run.ownStacks().stream())
			.toList();
	}

	void tellAbandoned() {
		try (Asker asker = new Asker(this.crew.ticker(), this::tell)) {
			each((run) -> run.status().isUnderWay(), (run) -> run.tellAbandoned(asker));
		}
	}

	private void collect() {
		each((run) -> run.status().isUnderWay(), DrainRun::collect);
	}

	// At rest means all at once: a drain that another one gave new work runs again.
	private boolean isOver() {
		if (!this.runs.stream().allMatch((run) -> run.status().hasEnded())) {
			return false;
		}
		List<DrainRun> disturbed = new SecondLook(this.crew.asker()).disturbed(this.runs);
		disturbed.forEach(DrainRun::begin);
		return disturbed.isEmpty();
	}

	private void beginReady() {
		each((run) -> run.status() == DrainStatus.WAITING, this::beginIfReady);
	}

	// What it comes after may have got new work since it came to rest.
	private void beginIfReady(DrainRun run) {
		List<DrainRun> earlier = this.runs.stream().filter(run::comesAfter).toList();
		if (earlier.stream().allMatch((other) -> other.status().hasEnded())) {
			List<DrainRun> disturbed = new SecondLook(this.crew.asker()).disturbed(earlier);
			(disturbed.isEmpty() ? List.of(run) : disturbed).forEach(DrainRun::begin);
		}
	}

	// The deadline of a stage moves when it is expedited, so the next step is found anew
	// each time.
	private Deadline press() {
		Deadline next = this.context.deadline();
		for (Pressure pressure : this.pressures) {
			next = next.earlierOf(pressure.press());
		}
		return next;
	}

	private void each(Predicate<DrainRun> which, Consumer<DrainRun> action) {
		this.runs.stream().filter(which).forEach(action);
	}

	private void tell(TerminationEvent event) {
		this.crew.events().tell(event);
	}

}
