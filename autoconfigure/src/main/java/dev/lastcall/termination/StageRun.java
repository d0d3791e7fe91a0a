package dev.lastcall.termination;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.TerminationEvent.StageBegan;
import dev.lastcall.termination.TerminationEvent.StageEnded;

/**
 * A stage while it runs: begins its drains as soon as what they come after has ended, and
 * ends when all of them are at rest at the same time, or at its deadline. Shortly before
 * the deadline what still runs is cancelled, then interrupted, then abandoned. Used by
 * the coordinator's thread only.
 */
final class StageRun {

	private final Stage stage;

	private final DrainContext context;

	private final StageClock clock;

	private final Ticker ticker;

	private final Events events;

	private final WakeableThread owner;

	private final Asker asker;

	private final List<DrainRun> runs;

	private final BooleanSupplier left;

	StageRun(Stage stage, List<Drain> drains, StageClock clock, Ticker ticker, Events events, WakeableThread owner) {
		this(stage, drains, clock, ticker, events, owner, () -> false);
	}

	// Once it is left, the stage ends at once, and its drains are somebody else's.
	StageRun(Stage stage, List<Drain> drains, StageClock clock, Ticker ticker, Events events, WakeableThread owner,
			BooleanSupplier left) {
		this.stage = stage;
		this.context = clock.enter(stage);
		this.clock = clock;
		this.ticker = ticker;
		this.events = events;
		this.owner = owner;
		this.asker = new Asker(ticker, clock::deadline);
		this.runs = drains.stream().map((drain) -> new DrainRun(drain, ticker, events, owner, this.asker)).toList();
		this.left = left;
	}

	void run() {
		long began = this.ticker.nanos();
		this.events.tell(
				new StageBegan(this.stage, this.runs.stream().map(DrainRun::name).toList(), this.context.remaining()));
		try {
			runDrains();
		}
		catch (Throwable ex) {
			giveUp(ex);
			throw ex;
		}
		finally {
			this.asker.close();
			this.events.tell(new StageEnded(this.stage, Duration.ofNanos(this.ticker.nanos() - began)));
		}
	}

	// The later stages run without this one; what it leaves is told to stop, and named.
	private void giveUp(Throwable failure) {
		try {
			press(0);
			each((run) -> !run.hasEnded(), DrainRun::abandon);
		}
		catch (Throwable ex) {
			if (ex != failure) {
				failure.addSuppressed(ex);
			}
		}
	}

	private void runDrains() {
		while (!this.left.getAsBoolean() && !isOver()) {
			long left = this.context.deadline().remainingNanos();
			if (left <= 0) {
				// This thread may be late, and what it abandons has not been told to
				// stop.
				press(left);
				each((run) -> !run.hasEnded(), DrainRun::abandon);
				return;
			}
			beginReady();
			long nextStep = press(left);
			collect();
			if (!isOver()) {
				// Listeners and drains took some of what was left.
				this.owner.await(this.context.deadline().remainingNanos() - nextStep);
				collect();
			}
		}
	}

	// This and the next are called by whoever speaks the last words.
	List<ThreadStack> ownStacks() {
		return this.runs.stream().filter(DrainRun::isRunning).flatMap((run) -> run.ownStack().stream()).toList();
	}

	void tellAbandoned() {
		each(DrainRun::isRunning, DrainRun::tellAbandoned);
	}

	private void collect() {
		each(DrainRun::isRunning, DrainRun::collect);
	}

	// At rest means all at once: a drain that another one gave new work runs again.
	private boolean isOver() {
		if (!this.runs.stream().allMatch(DrainRun::hasEnded)) {
			return false;
		}
		List<DrainRun> disturbed = this.runs.stream().filter(DrainRun::isDisturbed).toList();
		disturbed.forEach((run) -> run.begin(this.context));
		return disturbed.isEmpty();
	}

	private void beginReady() {
		each(DrainRun::isWaiting, this::beginIfReady);
	}

	// What it comes after may have got new work since it came to rest.
	private void beginIfReady(DrainRun run) {
		List<DrainRun> earlier = this.runs.stream().filter(run::comesAfter).toList();
		if (earlier.stream().allMatch(DrainRun::hasEnded)) {
			List<DrainRun> disturbed = earlier.stream().filter(DrainRun::isDisturbed).toList();
			(disturbed.isEmpty() ? List.of(run) : disturbed).forEach((one) -> one.begin(this.context));
		}
	}

	// Presses what still runs as far as the time left demands, and returns how much is
	// left at the next step.
	private long press(long left) {
		long cancelAt = this.clock.cancelGrace().toNanos();
		long interruptAt = cancelAt / 2;
		boolean skipped = this.clock.skips(this.stage);
		if (left <= cancelAt || skipped) {
			Cancellation reason = skipped ? expedited() : deadlineIsNear();
			each(DrainRun::isRunning, (run) -> run.cancel(reason));
		}
		if (left <= interruptAt) {
			each(DrainRun::isRunning, DrainRun::interrupt);
		}
		if (left > cancelAt) {
			return cancelAt;
		}
		return (left > interruptAt) ? interruptAt : 0;
	}

	private static Cancellation expedited() {
		return new Cancellation(Cancellation.Cause.EXPEDITED, "The termination was expedited.");
	}

	private Cancellation deadlineIsNear() {
		return new Cancellation(Cancellation.Cause.DEADLINE, "The deadline of the stage '%s' is %d ms away."
			.formatted(this.stage.label(), this.context.remaining().toMillis()));
	}

	private void each(Predicate<DrainRun> which, Consumer<DrainRun> action) {
		this.runs.stream().filter(which).forEach(action);
	}

}
