package dev.lastcall.termination;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.HandBack;
import dev.lastcall.drain.Remaining;
import dev.lastcall.termination.Errand.Outcome;
import dev.lastcall.termination.TerminationEvent.DrainHandBackBegan;
import dev.lastcall.termination.TerminationEvent.DrainHandBackEnded;

/**
 * A drain that hands back, on a thread of its own beside the one on which the drain may
 * still run. Owned by the coordinator's thread.
 */
final class HandBackRun {

	private final Drain drain;

	private final Crew crew;

	private final DrainContext context;

	private final Errand errand;

	private final long began;

	// What comes after it may be tried again.
	private boolean told;

	HandBackRun(Drain drain, HandBack handBack, DrainContext stageContext, Crew crew) {
		this.drain = drain;
		this.crew = crew;
		this.context = stageContext.child(stageContext.deadline());
		this.errand = new Errand("hand-back-".concat(drain.name()), drain, this.context, () -> handBack(handBack),
				crew.workers());
		this.began = crew.ticker().nanos();
	}

	private long handBack(HandBack handBack) throws Exception {
		if (this.context.deadline().hasPassed()) {
			throw new TimeoutException("The deadline came before the thread could begin");
		}
		long count = handBack.handBack(this.context);
		if (count < 0) {
			throw new IllegalStateException("It says that it handed back %d items".formatted(count));
		}
		return count;
	}

	void tellBegan(Remaining remaining) {
		this.crew.events()
			.tell(new DrainHandBackBegan(this.drain.stage(), this.drain.name(), remaining, this.context.remaining()));
	}

	Errand errand() {
		return this.errand;
	}

	void tellEnded(Outcome outcome) {
		tellEnded(outcome.count(), Optional.ofNullable(outcome.failure()));
	}

	private void tellEnded(long count, Optional<Throwable> failure) {
		if (!this.told) {
			Duration elapsed = Duration.ofNanos(this.crew.ticker().nanos() - this.began);
			this.crew.events()
				.tell(new DrainHandBackEnded(this.drain.stage(), this.drain.name(), count, elapsed, failure));
			this.told = true;
		}
	}

	// At the deadline. The thread is left behind, and told so.
	void giveUp() {
		tellEnded(0, Optional.of(new TimeoutException("It has not returned by the deadline of its stage")));
		this.crew.asker()
			.tell(() -> this.context.cancel(new Cancellation(Cancellation.Cause.DEADLINE,
					"The deadline of the stage '%s' has come.".formatted(this.drain.stage().label()))));
		this.errand.interrupt();
	}

	List<ThreadStack> stack() {
		return this.errand.stack();
	}

}
