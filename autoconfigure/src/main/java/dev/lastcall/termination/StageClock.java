package dev.lastcall.termination;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;

/**
 * How much time a termination has, and each stage of it. Begins to run when it is made.
 * The coordinator's thread enters stages while others may expedite; this object's lock
 * makes the two exclude each other, and is never held across foreign code.
 */
final class StageClock {

	private final Ticker ticker;

	private final DrainContext root;

	private Budget budget;

	private boolean expedited;

	private Stage stage = Stage.SERVING;

	private @Nullable DrainContext stageContext;

	private @Nullable DrainContext drainContext;

	StageClock(Budget budget, Ticker ticker) {
		this.budget = budget;
		this.ticker = ticker;
		this.root = DrainContext.root(Deadline.after(budget.total(), ticker), ticker);
	}

	Deadline deadline() {
		return this.root.deadline();
	}

	synchronized Duration cancelGrace() {
		return this.budget.cancelGrace();
	}

	synchronized DrainContext enter(Stage stage) {
		DrainContext context = this.root.child(deadline(stage));
		this.stage = stage;
		this.stageContext = context;
		this.drainContext = context.child(beforeHandBack(context));
		return context;
	}

	// The context of a drain of the present stage: one that can hand back must be done
	// early enough to do so.
	synchronized DrainContext contextOf(boolean handsBack) {
		return Objects.requireNonNull(handsBack ? this.drainContext : this.stageContext);
	}

	// Empty if there is to be no dump.
	synchronized Optional<Deadline> dumpAt() {
		Duration lead = this.budget.dumpLead();
		return lead.isZero() ? Optional.empty() : Optional.of(this.root.deadline().minus(lead));
	}

	// Empty if it was expedited before, otherwise what is left now.
	synchronized Optional<Duration> expedite() {
		if (this.expedited) {
			return Optional.empty();
		}
		this.expedited = true;
		this.budget = this.budget.expedite();
		this.root.shorten(Deadline.after(this.budget.total(), this.ticker));
		if (this.stageContext != null) {
			this.stageContext.shorten(deadline(this.stage));
		}
		if (this.drainContext != null && this.stageContext != null) {
			this.drainContext.shorten(beforeHandBack(this.stageContext));
		}
		return Optional.of(this.root.remaining());
	}

	// Whether a stage is one that a termination in a hurry does without.
	synchronized boolean skips(Stage stage) {
		return this.expedited && stage == Stage.LINGER;
	}

	// The whole budget arithmetic: all that is left except what later stages reserve.
	synchronized Deadline deadline(Stage stage) {
		return this.root.deadline().minus(this.budget.reservedAfter(stage));
	}

	// The same without an allocation.
	synchronized long nanosLeft(Stage stage) {
		return this.root.deadline().remainingNanos() - this.budget.nanosReservedAfter(stage);
	}

	// At most half of what the stage has is kept to hand back.
	private Deadline beforeHandBack(DrainContext stage) {
		Duration half = Duration.ofNanos(stage.remaining().toNanos() / 2);
		Duration kept = (this.budget.handBack().compareTo(half) <= 0) ? this.budget.handBack() : half;
		return stage.deadline().minus(kept);
	}

}
