package dev.lastcall.termination;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.ResumableDrain;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.TerminationEvent.PartFailed;
import dev.lastcall.termination.TerminationEvent.Quiesced;
import dev.lastcall.termination.TerminationEvent.RehearsalBegan;
import dev.lastcall.termination.TerminationEvent.RehearsalEnded;
import dev.lastcall.termination.TerminationEvent.Resumed;

/**
 * Quiesces, resumes and rehearses, and hands over to the termination what it has begun.
 * Used by the coordinator's thread; others read the last rehearsal.
 */
final class Intermission {

	private static final List<Stage> UNDOING = List.of(Stage.WORK, Stage.SOURCES, Stage.LINGER, Stage.ANNOUNCE);

	private final StateMachine states;

	private final Means means;

	private final Attempts attempts;

	private volatile @Nullable Rehearsal lastRehearsal;

	Intermission(StateMachine states, Means means) {
		this.states = states;
		this.means = means;
		this.attempts = new Attempts(means);
	}

	Optional<Rehearsal> lastRehearsal() {
		return Optional.ofNullable(this.lastRehearsal);
	}

	List<Drain> goOn(List<Drain> drains) {
		return this.attempts.goOn(drains);
	}

	// Carries out what the state asks for, which is another one then.
	void serve(DrainPlan plan) {
		CoordinatorState state = this.states.get();
		try {
			switch (state) {
				case QUIESCING -> quiesce(plan);
				case RESUMING -> resume();
				case REHEARSING -> rehearse(plan);
				default -> {
					// Nothing is asked for.
				}
			}
		}
		catch (Throwable ex) {
			this.means.events().tell(new PartFailed("the state '%s'".formatted(state.label()), ex));
			this.states.settle(state,
					(state == CoordinatorState.REHEARSING) ? CoordinatorState.RESUMING : CoordinatorState.QUIESCED);
		}
	}

	private void quiesce(DrainPlan plan) {
		List<Drain> drains = plan.drainsOf(Stage.ANNOUNCE);
		List<Attempt> attempts = drains.stream()
			.filter((drain) -> drain instanceof ResumableDrain && !this.attempts.isDrained(drain))
			.map((drain) -> this.attempts.next(drain, AttemptKind.DRAIN))
			.toList();
		Measurement measurement = new Measurement();
		this.means.tryOut(Stage.ANNOUNCE, attempts, new StageClock(this.means.budget(), this.means.ticker()),
				measurement, () -> !this.states.is(CoordinatorState.QUIESCING));
		if (this.states.settle(CoordinatorState.QUIESCING, CoordinatorState.QUIESCED)) {
			List<String> skipped = drains.stream()
				.filter((drain) -> !(drain instanceof ResumableDrain))
				.map(Drain::name)
				.toList();
			this.means.events().tell(new Quiesced(measurement.drains(), skipped));
		}
	}

	private void resume() {
		Measurement measurement = undo();
		if (!this.states.get().isLeaving()) {
			this.states.settle(CoordinatorState.RESUMING, stateAfter(measurement));
			this.means.events().tell(new Resumed(measurement.drains()));
		}
	}

	private void rehearse(DrainPlan plan) {
		this.means.events().tell(new RehearsalBegan(this.means.budget().total()));
		Rehearsal rehearsal = new RehearsalRun(this.states, this.attempts, this.means, plan).run();
		Measurement undone = undo();
		rehearsal = rehearsal.resumed(undone.drains());
		this.lastRehearsal = rehearsal;
		this.states.settle(CoordinatorState.REHEARSING, stateAfter(undone));
		this.means.events().tell(new RehearsalEnded(rehearsal));
	}

	// What the others have come after is undone last. Only a termination may cut this
	// short: everything else needs a drain that is either in force or not.
	private Measurement undo() {
		Measurement measurement = new Measurement();
		BooleanSupplier left = () -> this.states.get().isLeaving();
		for (Stage stage : UNDOING) {
			List<Attempt> attempts = left.getAsBoolean() ? List.of() : this.attempts.undo(stage);
			if (!attempts.isEmpty()) {
				StageClock clock = new StageClock(this.means.budget().expedite(), this.means.ticker());
				this.means.tryOut(stage, attempts, clock, measurement, left);
			}
		}
		return measurement;
	}

	// Half resumed is neither the one nor the other, so the other half is taken back.
	private static CoordinatorState stateAfter(Measurement undone) {
		return undone.drains().stream().allMatch((drain) -> drain.status() == DrainStatus.AT_REST)
				? CoordinatorState.SERVING : CoordinatorState.QUIESCING;
	}

}
