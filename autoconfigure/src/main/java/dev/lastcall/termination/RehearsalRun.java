package dev.lastcall.termination;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.RehearsableDrain;
import dev.lastcall.drain.ResumableDrain;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.TerminationEvent.PartFailed;

/**
 * A rehearsal while it measures: the stages up to the work, without what cannot be
 * undone. Undoing is left to the caller. Used by the coordinator's thread only.
 */
final class RehearsalRun {

	private final StateMachine states;

	private final Attempts attempts;

	private final Means means;

	private final DrainPlan plan;

	private final Measurement measurement = new Measurement();

	private final List<String> skipped = new ArrayList<>();

	private final List<RehearsableDrain> watchers = new ArrayList<>();

	RehearsalRun(StateMachine states, Attempts attempts, Means means, DrainPlan plan) {
		this.states = states;
		this.attempts = attempts;
		this.means = means;
		this.plan = plan;
	}

	Rehearsal run() {
		long began = this.means.ticker().nanos();
		StageClock clock = new StageClock(this.means.budget(), this.means.ticker());
		BooleanSupplier left = () -> !this.states.is(CoordinatorState.REHEARSING);
		for (Stage stage : EnumSet.range(Stage.ANNOUNCE, Stage.WORK)) {
			if (!left.getAsBoolean()) {
				this.means.tryOut(stage, attempts(stage), clock, this.measurement, left);
			}
		}
		Duration elapsed = Duration.ofNanos(this.means.ticker().nanos() - began);
		return new Rehearsal(!left.getAsBoolean(), this.means.budget(), elapsed, lastArrival(elapsed),
				this.measurement.stages(), this.measurement.drains(), this.skipped, List.of());
	}

	private List<Attempt> attempts(Stage stage) {
		List<Attempt> attempts = new ArrayList<>();
		for (Drain drain : this.plan.drainsOf(stage)) {
			if (drain instanceof RehearsableDrain rehearsable) {
				this.watchers.add(rehearsable);
				attempts.add(this.attempts.next(drain, kind(drain)));
			}
			else {
				this.skipped.add(drain.name());
			}
		}
		return attempts;
	}

	// A termination that begins in the middle goes on from what was announced.
	private static AttemptKind kind(Drain drain) {
		return (drain instanceof ResumableDrain && drain.stage() == Stage.ANNOUNCE) ? AttemptKind.DRAIN
				: AttemptKind.REHEARSE;
	}

	private Optional<Duration> lastArrival(Duration elapsed) {
		return this.watchers.stream()
			.flatMap((drain) -> quiet(drain).stream())
			.min(Comparator.naturalOrder())
			.map((quiet) -> (quiet.compareTo(elapsed) < 0) ? elapsed.minus(quiet) : Duration.ZERO);
	}

	private Optional<Duration> quiet(RehearsableDrain drain) {
		try {
			return drain.quiet();
		}
		catch (Throwable ex) {
			this.means.events().tell(new PartFailed("the drain '%s'".formatted(drain.name()), ex));
			return Optional.empty();
		}
	}

}
