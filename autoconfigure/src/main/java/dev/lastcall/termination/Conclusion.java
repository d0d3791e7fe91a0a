package dev.lastcall.termination;

import java.util.Optional;

import dev.lastcall.drain.Remaining;
import dev.lastcall.termination.Errand.Outcome;

/**
 * How a drain ended that was not abandoned where it stood.
 *
 * @param status how
 * @param failure what it threw, unless it was cut short
 * @param wantsHandBack whether something is left that may go back first
 */
record Conclusion(DrainStatus status, Optional<Throwable> failure, boolean wantsHandBack) {

	/**
	 * A drain that returned or threw.
	 * @param outcome what its thread left
	 * @param cancelled whether it was cancelled before
	 * @return how it ended
	 */
	static Conclusion of(Outcome outcome, boolean cancelled) {
		Remaining remaining = outcome.remaining();
		boolean cutShort = cancelled && outcome.failure() instanceof InterruptedException;
		Optional<Throwable> failure = cutShort ? Optional.empty() : Optional.ofNullable(outcome.failure());
		boolean abandoned = cutShort || (cancelled && remaining.isSomething());
		boolean wantsHandBack = (cutShort && !remaining.isNothing())
				|| ((cancelled || failure.isPresent()) && remaining.isSomething());
		DrainStatus otherwise = failure.isPresent() ? DrainStatus.FAILED : DrainStatus.AT_REST;
		return new Conclusion(abandoned ? DrainStatus.ABANDONED : otherwise, failure, wantsHandBack);
	}

	/**
	 * A drain that handed back: complete if nothing is left or, where the drain cannot
	 * tell, if something was given back. It may have come to rest by itself meanwhile,
	 * and needed nobody's help.
	 * @param outcome what the thread left that handed back
	 * @param own what the drain's own thread left, if it is done
	 * @return how it ended
	 */
	static Conclusion of(Outcome outcome, Optional<Outcome> own) {
		Remaining left = outcome.remaining();
		Optional<Throwable> failure = Optional.ofNullable(outcome.failure()).or(() -> own.map(Outcome::failure));
		boolean complete = outcome.failure() == null
				&& (left.isNothing() || (!left.isSomething() && outcome.count() > 0));
		boolean atRest = own.isPresent() && failure.isEmpty() && outcome.count() == 0 && !left.isSomething();
		DrainStatus otherwise = complete ? DrainStatus.HANDED_BACK : DrainStatus.ABANDONED;
		return new Conclusion(atRest ? DrainStatus.AT_REST : otherwise, failure, false);
	}

}
