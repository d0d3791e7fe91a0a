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

	HandBackRun(Drain drain, HandBack handBack, DrainContext stageContext, Crew crew) {
		this.drain = drain;
		this.crew = crew;
		this.context = stageContext.child(stageContext.deadline());
		this.errand = new Errand("hand-back-" + drain.name(), drain, () -> handBack(handBack), crew.owner());
		this.began = crew.ticker().nanos();
	}

	private long handBack(HandBack handBack) throws Exception {
		if (this.context.deadline().hasPassed()) {
			throw new TimeoutException("The deadline came before the thread could begin");
		}
		this.context.bind();
		long count = handBack.handBack(this.context);
		if (count < 0) {
			throw new IllegalStateException("It says that it handed back %d items".formatted(count));
		}
		return count;
	}

	void begin(Remaining remaining) {
		this.crew.events()
			.tell(new DrainHandBackBegan(this.drain.stage(), this.drain.name(), remaining, this.context.remaining()));
		this.errand.start();
	}

	Optional<Outcome> outcome() {
		return this.errand.outcome();
	}

	/**
	 * How a drain ended that handed back so.
	 * @param outcome what the thread left
	 * @return handed back, if nothing is left or, where the drain cannot tell, if
	 * something was given back
	 */
	DrainStatus verdict(Outcome outcome) {
		Remaining left = outcome.remaining();
		boolean complete = left.isNothing() || (!left.isSomething() && outcome.count() > 0);
		return (outcome.failure() == null && complete) ? DrainStatus.HANDED_BACK : DrainStatus.ABANDONED;
	}

	void tellEnded(Outcome outcome) {
		tellEnded(outcome.count(), Optional.ofNullable(outcome.failure()));
	}

	private void tellEnded(long count, Optional<Throwable> failure) {
		Duration elapsed = Duration.ofNanos(this.crew.ticker().nanos() - this.began);
		this.crew.events().tell(new DrainHandBackEnded(this.drain.stage(), this.drain.name(), count, elapsed, failure));
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
