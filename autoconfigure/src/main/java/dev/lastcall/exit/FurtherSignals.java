package dev.lastcall.exit;

import java.util.List;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Ticker;

/**
 * What the second signal of a termination does, and every one after it. Thread-safe.
 */
final class FurtherSignals {

	private final HaltGuard guard;

	private final Ticker ticker;

	FurtherSignals(HaltGuard guard, Ticker ticker) {
		this.guard = guard;
		this.ticker = ticker;
	}

	void hear(int count, List<Member> members) {
		ExitPolicy policy = members.get(0).policy();
		switch (policy.secondSignal()) {
			case EXPEDITE -> {
				members.forEach((member) -> member.coordinator().expedite());
				this.guard.arm(members);
				if (count > 2) {
					haltNow(policy);
				}
			}
			case HALT -> haltNow(policy);
			case IGNORE -> {
				// As asked for.
			}
		}
	}

	private void haltNow(ExitPolicy policy) {
		this.guard.arm(Deadline.after(HaltGuard.LAST_WORDS_LEAD, this.ticker), policy.forcedCode());
	}

}
