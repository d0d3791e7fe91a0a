package dev.lastcall.termination;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.HandBack;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.Errand.Outcome;
import dev.lastcall.termination.TerminationEvent.DrainBegan;
import dev.lastcall.termination.TerminationEvent.DrainCancelled;
import dev.lastcall.termination.TerminationEvent.DrainEnded;
import dev.lastcall.termination.TerminationEvent.DrainInterrupted;

/**
 * One drain of a stage while the stage runs. Owned by the coordinator's thread, which
 * calls every method but those of the last words and of the {@link DrainWatch}.
 */
final class DrainRun {

	/**
	 * How long a drain that runs again waits first, because it may return with something
	 * left again and again: long against the cost of a thread and a log line, short
	 * against a budget.
	 */
	private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

	private final Drain drain;

	private final Stage stage;

	private final Crew crew;

	private final DrainQuestions questions;

	private final Optional<HandBack> handBack;

	private final DrainContext stageContext;

	private volatile DrainStatus status = DrainStatus.WAITING;

	private volatile @Nullable DrainContext context;

	private volatile @Nullable Errand errand;

	private volatile @Nullable HandBackRun handBackRun;

	private volatile long began;

	private boolean interrupted;

	DrainRun(Drain drain, Crew crew) {
		this.drain = drain;
		this.stage = drain.stage();
		this.crew = crew;
		this.questions = new DrainQuestions(drain);
		this.handBack = this.questions.handBack(crew.asker());
		this.stageContext = crew.clock().contextOf(this.handBack.isPresent());
	}

	String name() {
		return this.drain.name();
	}

	DrainStatus status() {
		return this.status;
	}

	boolean handsBack() {
		return this.handBack.isPresent();
	}

	// When it must be at rest, or hand back.
	Deadline deadline() {
		return this.stageContext.deadline();
	}

	boolean isCancelled() {
		DrainContext context = this.context;
		return context != null && context.isCancelled();
	}

	boolean comesAfter(DrainRun other) {
		return this.drain.after().contains(other.name());
	}

	// Without help, so it may throw or hang.
	boolean seemsDisturbed() {
		return this.questions.somethingIsLeft();
	}

	void begin() {
		DrainContext context = this.stageContext.child(this.stageContext.deadline());
		long pause = (this.status == DrainStatus.WAITING) ? 0 : PAUSE_NANOS;
		Errand errand = new Errand("drain-" + name(), this.drain, () -> {
			this.crew.ticker().park(pause);
			// For good: the thread ends with the drain.
			context.bind();
			this.drain.drain(context);
			return 0L;
		}, this.crew.owner());
		this.context = context;
		this.errand = errand;
		this.interrupted = false;
		this.began = this.crew.ticker().nanos();
		this.status = DrainStatus.RUNNING;
		this.crew.events().tell(new DrainBegan(this.stage, name()));
		errand.start();
	}

	// Takes over what the drain's threads have left, if they have.
	void collect() {
		Errand errand = this.errand;
		HandBackRun handBackRun = this.handBackRun;
		if (this.status == DrainStatus.RUNNING && errand != null) {
			errand.outcome().ifPresent(this::conclude);
		}
		else if (this.status == DrainStatus.HANDING_BACK && handBackRun != null) {
			handBackRun.outcome().ifPresent((outcome) -> concludeHandBack(handBackRun, outcome));
		}
	}

	private void conclude(Outcome outcome) {
		if (outcome.askingFailure() != null) {
			this.questions.tellFailure(this.crew.asker(), "remaining", outcome.askingFailure());
		}
		Remaining remaining = outcome.remaining();
		boolean cancelled = isCancelled();
		boolean cutShort = cancelled && outcome.failure() instanceof InterruptedException;
		Optional<Throwable> failure = cutShort ? Optional.empty() : Optional.ofNullable(outcome.failure());
		boolean abandoned = cutShort || (cancelled && remaining.isSomething());
		if ((cutShort && !remaining.isNothing()) || ((cancelled || failure.isPresent()) && remaining.isSomething())) {
			handBack(remaining);
		}
		if (this.status != DrainStatus.HANDING_BACK) {
			end(abandoned ? DrainStatus.ABANDONED : failure.isPresent() ? DrainStatus.FAILED : DrainStatus.AT_REST,
					remaining, failure);
		}
	}

	private void concludeHandBack(HandBackRun run, Outcome outcome) {
		run.tellEnded(outcome);
		Optional<Outcome> own = Optional.ofNullable(this.errand).flatMap(Errand::outcome);
		Optional<Throwable> failure = Optional.ofNullable(outcome.failure()).or(() -> own.map(Outcome::failure));
		// It may have come to rest by itself meanwhile, and needed nobody's help.
		boolean atRest = own.isPresent() && failure.isEmpty() && outcome.count() == 0
				&& !outcome.remaining().isSomething();
		end(atRest ? DrainStatus.AT_REST : run.verdict(outcome), outcome.remaining(), failure);
	}

	void cancel(Cancellation reason) {
		DrainContext context = this.context;
		if (this.status != DrainStatus.RUNNING || context == null || context.isCancelled()) {
			return;
		}
		this.crew.events().tell(new DrainCancelled(this.stage, name(), reason, remaining(this.crew.asker())));
		this.questions.cancel(this.crew.asker(), context, reason);
	}

	void interrupt() {
		Errand errand = this.errand;
		if (this.status == DrainStatus.RUNNING && errand != null && !this.interrupted) {
			this.interrupted = true;
			this.crew.events().tell(new DrainInterrupted(this.stage, name()));
			errand.interrupt();
		}
	}

	// Only once, and if the drain can and there is time.
	void handBack() {
		collect();
		if (!this.status.hasEnded() && this.status != DrainStatus.HANDING_BACK) {
			handBack(remaining(this.crew.asker()));
		}
	}

	private void handBack(Remaining remaining) {
		DrainContext whole = this.crew.clock().contextOf(false);
		if (this.handBack.isEmpty() || whole.deadline().hasPassed()) {
			return;
		}
		markBegun();
		HandBackRun run = new HandBackRun(this.drain, this.handBack.get(), whole, this.crew);
		this.handBackRun = run;
		this.status = DrainStatus.HANDING_BACK;
		run.begin(remaining);
	}

	void abandon() {
		collect();
		if (this.status.hasEnded()) {
			return;
		}
		HandBackRun run = this.handBackRun;
		if (this.status == DrainStatus.HANDING_BACK && run != null) {
			run.giveUp();
		}
		end(DrainStatus.ABANDONED, remaining(this.crew.asker()), Optional.empty());
	}

	// For the last words, when the owner is no longer there to decide.
	void tellAbandoned(Asker asker) {
		tellEnd(DrainStatus.ABANDONED, remaining(asker), Optional.empty(), asker);
	}

	private void end(DrainStatus status, Remaining remaining, Optional<Throwable> failure) {
		markBegun();
		this.status = status;
		tellEnd(status, remaining, failure, this.crew.asker());
	}

	private void markBegun() {
		this.began = (this.status == DrainStatus.WAITING) ? this.crew.ticker().nanos() : this.began;
	}

	private void tellEnd(DrainStatus status, Remaining remaining, Optional<Throwable> failure, Asker asker) {
		List<ThreadStack> stacks = (status == DrainStatus.ABANDONED) ? stacks(asker) : List.of();
		Duration elapsed = Duration.ofNanos(this.crew.ticker().nanos() - this.began);
		this.crew.events().tell(new DrainEnded(this.stage, name(), status, elapsed, remaining, failure, stacks));
	}

	List<ThreadStack> stacks(Asker asker) {
		List<ThreadStack> stacks = new ArrayList<>(this.questions.stacks(asker));
		stacks.addAll(ownStacks());
		return stacks;
	}

	List<ThreadStack> ownStacks() {
		return Stream
			.concat(Stream.ofNullable(this.errand).map(Errand::stack),
					Stream.ofNullable(this.handBackRun).map(HandBackRun::stack))
			.flatMap(List::stream)
			.toList();
	}

	Remaining remaining(Asker asker) {
		return this.questions.remaining(asker);
	}

}
