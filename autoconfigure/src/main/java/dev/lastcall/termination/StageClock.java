package dev.lastcall.termination;

import java.time.Duration;
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
		return context;
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

}
