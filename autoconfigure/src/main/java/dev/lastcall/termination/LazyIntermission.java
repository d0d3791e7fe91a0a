package dev.lastcall.termination;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Drain;

/**
 * An {@link Intermission} that the coordinator's thread makes when it is first needed, so
 * that a start loads nothing of it. Anybody may look.
 */
final class LazyIntermission {

	private final StateMachine states;

	private final Means means;

	private volatile @Nullable Intermission made;

	LazyIntermission(StateMachine states, Means means) {
		this.states = states;
		this.means = means;
	}

	void serve(DrainPlan plan) {
		try {
			made().serve(plan);
		}
		catch (OutOfMemoryError ex) {
			// The state still says what is to be done.
			Patience.awaitMemory(this.means.ticker());
		}
	}

	private Intermission made() {
		Intermission intermission = this.made;
		if (intermission == null) {
			intermission = new Intermission(this.states, this.means);
			this.made = intermission;
		}
		return intermission;
	}

	Optional<Rehearsal> lastRehearsal() {
		return Optional.ofNullable(this.made).flatMap(Intermission::lastRehearsal);
	}

	List<Drain> goOn(List<Drain> drains) {
		Intermission intermission = this.made;
		return (intermission != null) ? intermission.goOn(drains) : drains;
	}

}
