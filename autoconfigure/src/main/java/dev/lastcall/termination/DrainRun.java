package dev.lastcall.termination;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

	Set<String> after() {
		return this.drain.after();
	}

	DrainQuestions questions() {
		return this.questions;
	}

	// May be tried again without memory, as all that changes the state: what was told is
	// changed at once. Nothing is under way yet.
	void begin() {
		DrainContext context = this.stageContext.child(this.stageContext.deadline());
		long pause = (this.status == DrainStatus.WAITING) ? 0 : PAUSE_NANOS;
		Errand errand = new Errand("drain-".concat(name()), this.drain, context, () -> {
			this.crew.ticker().park(pause);
			this.drain.drain(context);
			return 0;
		}, this.crew.workers());
		this.crew.events().post(new DrainBegan(this.stage, name()));
		this.context = context;
		this.errand = errand;
		this.began = this.crew.ticker().nanos();
		this.status = DrainStatus.RUNNING;
	}

	// Takes over what the drain's threads have left, and begins what has not begun.
	void collect() {
		Errand errand = this.errand;
		HandBackRun handBackRun = this.handBackRun;
		if (this.status == DrainStatus.HANDING_BACK && handBackRun != null) {
			errand = handBackRun.errand();
		}
		if (errand == null || !this.status.isUnderWay()) {
			return;
		}
		if (!errand.isDone()) {
			errand.start();
		}
		if (errand.isDone() && this.status == DrainStatus.RUNNING) {
			conclude(errand.outcome());
		}
		else if (errand.isDone() && handBackRun != null) {
			concludeHandBack(handBackRun, errand.outcome());
		}
	}

	private void conclude(Outcome outcome) {
		if (outcome.askingFailure() != null) {
			this.questions.tellFailure(this.crew.asker(), "remaining", outcome.askingFailure());
		}
		Conclusion conclusion = Conclusion.of(outcome, isCancelled());
		if (conclusion.wantsHandBack()) {
			handBack(outcome.remaining());
		}
		if (this.status != DrainStatus.HANDING_BACK) {
			end(conclusion.status(), outcome.remaining(), conclusion.failure());
		}
	}

	private void concludeHandBack(HandBackRun run, Outcome outcome) {
		run.tellEnded(outcome);
		Optional<Outcome> own = Optional.ofNullable(this.errand).filter(Errand::isDone).map(Errand::outcome);
		Conclusion conclusion = Conclusion.of(outcome, own);
		end(conclusion.status(), outcome.remaining(), conclusion.failure());
	}

	void cancel(Cancellation reason) {
		DrainContext context = this.context;
		if (this.status != DrainStatus.RUNNING || context == null || context.isCancelled()) {
			return;
		}
		this.crew.events()
			.tell(new DrainCancelled(this.stage, name(), reason, this.questions.remaining(this.crew.asker())));
		this.questions.cancel(this.crew.asker(), context, reason);
	}

	void interrupt() {
		Errand errand = this.errand;
		if (this.status == DrainStatus.RUNNING && errand != null && !errand.isInterrupted()) {
			this.crew.events().tell(new DrainInterrupted(this.stage, name()));
			errand.interrupt();
		}
	}

	// Only once, and if the drain can and there is time.
	void handBack() {
		collect();
		if (!this.status.hasEnded() && this.status != DrainStatus.HANDING_BACK) {
			handBack(this.questions.remaining(this.crew.asker()));
		}
	}

	private void handBack(Remaining remaining) {
		DrainContext whole = this.crew.clock().contextOf(false);
		if (this.handBack.isEmpty() || whole.deadline().hasPassed()) {
			return;
		}
		markBegun();
		HandBackRun run = new HandBackRun(this.drain, this.handBack.get(), whole, this.crew);
		run.tellBegan(remaining);
		this.handBackRun = run;
		this.status = DrainStatus.HANDING_BACK;
		run.errand().start();
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
		end(DrainStatus.ABANDONED, this.questions.remaining(this.crew.asker()), Optional.empty());
	}

	// For the last words, when the owner is no longer there to decide.
	void tellAbandoned(Asker asker) {
		asker.tell(ended(DrainStatus.ABANDONED, this.questions.remaining(asker), Optional.empty(), asker));
	}

	private void end(DrainStatus status, Remaining remaining, Optional<Throwable> failure) {
		markBegun();
		this.crew.events().post(ended(status, remaining, failure, this.crew.asker()));
		this.status = status;
	}

	private void markBegun() {
		this.began = (this.status == DrainStatus.WAITING) ? this.crew.ticker().nanos() : this.began;
	}

	private DrainEnded ended(DrainStatus status, Remaining remaining, Optional<Throwable> failure, Asker asker) {
		List<ThreadStack> stacks = (status == DrainStatus.ABANDONED) ? stacks(asker) : List.of();
		Duration elapsed = Duration.ofNanos(this.crew.ticker().nanos() - this.began);
		return new DrainEnded(this.stage, name(), status, elapsed, remaining, failure, stacks);
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

}
