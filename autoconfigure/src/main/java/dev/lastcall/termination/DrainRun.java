package dev.lastcall.termination;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Threads;
import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.TerminationEvent.DrainBegan;
import dev.lastcall.termination.TerminationEvent.DrainCancelled;
import dev.lastcall.termination.TerminationEvent.DrainCodeFailed;
import dev.lastcall.termination.TerminationEvent.DrainEnded;
import dev.lastcall.termination.TerminationEvent.DrainInterrupted;

/**
 * One drain of a stage while the stage runs. Owned by the coordinator's thread, which
 * calls every method but those of the last words; the drain's own thread writes
 * {@link #result} once and then wakes the owner, which is the happens-before between the
 * two.
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

	private final Ticker ticker;

	private final Events events;

	private final WakeableThread owner;

	private volatile DrainStatus status = DrainStatus.WAITING;

	private @Nullable DrainContext context;

	private volatile @Nullable Thread thread;

	private volatile long began;

	private boolean interrupted;

	private volatile @Nullable Result result;

	// Also written by the last words' thread.
	private final Set<String> failedMethods = ConcurrentHashMap.newKeySet();

	DrainRun(Drain drain, Ticker ticker, Events events, WakeableThread owner) {
		this.drain = drain;
		this.stage = drain.stage();
		this.ticker = ticker;
		this.events = events;
		this.owner = owner;
	}

	String name() {
		return this.drain.name();
	}

	boolean hasEnded() {
		return this.status != DrainStatus.WAITING && this.status != DrainStatus.RUNNING;
	}

	boolean isRunning() {
		return this.status == DrainStatus.RUNNING;
	}

	boolean isWaiting() {
		return this.status == DrainStatus.WAITING;
	}

	boolean comesAfter(DrainRun other) {
		return this.drain.after().contains(other.name());
	}

	// True if new work reached the drain after it had come to rest.
	boolean isDisturbed() {
		return this.status == DrainStatus.AT_REST && remaining().isSomething();
	}

	void begin(DrainContext stageContext) {
		DrainContext context = stageContext.child(stageContext.deadline());
		long pause = (this.status == DrainStatus.WAITING) ? 0 : PAUSE_NANOS;
		Thread thread = Threads.daemon("drain-" + name(), () -> run(context, pause));
		this.context = context;
		this.thread = thread;
		this.result = null;
		this.interrupted = false;
		this.began = this.ticker.nanos();
		this.status = DrainStatus.RUNNING;
		this.events.tell(new DrainBegan(this.stage, name()));
		try {
			thread.start();
		}
		catch (Throwable ex) {
			// Out of memory or of threads: this drain cannot run, the others may.
			this.result = new Result(ex);
		}
	}

	private void run(DrainContext context, long pause) {
		Result result;
		try {
			this.ticker.park(pause);
			// For good: the thread ends with the drain.
			context.bind();
			this.drain.drain(context);
			result = new Result(null);
		}
		catch (Throwable ex) {
			result = new Result(ex);
		}
		this.result = result;
		this.owner.wake();
	}

	// Takes the result of the drain's thread over, if it has one.
	void collect() {
		Result result = this.result;
		if (this.status != DrainStatus.RUNNING || result == null) {
			return;
		}
		Remaining remaining = remaining();
		boolean cancelled = this.context != null && this.context.isCancelled();
		boolean cutShort = cancelled && result.failure() instanceof InterruptedException;
		Optional<Throwable> failure = cutShort ? Optional.empty() : Optional.ofNullable(result.failure());
		if (cutShort || (cancelled && remaining.isSomething())) {
			end(DrainStatus.ABANDONED, remaining, failure);
		}
		else {
			end(failure.isPresent() ? DrainStatus.FAILED : DrainStatus.AT_REST, remaining, failure);
		}
	}

	void cancel(Cancellation reason) {
		if (this.context == null || this.context.isCancelled()) {
			return;
		}
		this.events.tell(new DrainCancelled(this.stage, name(), reason, remaining()));
		try {
			this.context.cancel(reason);
		}
		catch (Throwable ex) {
			tellFailure("onCancel", ex);
		}
	}

	void interrupt() {
		Thread thread = this.thread;
		if (thread != null && !this.interrupted) {
			this.interrupted = true;
			this.events.tell(new DrainInterrupted(this.stage, name()));
			thread.interrupt();
		}
	}

	void abandon() {
		collect();
		if (!hasEnded()) {
			end(DrainStatus.ABANDONED, remaining(), Optional.empty());
		}
	}

	// For the last words, when the owner is no longer there to decide.
	void tellAbandoned() {
		tellEnd(DrainStatus.ABANDONED, remaining(), Optional.empty());
	}

	private void end(DrainStatus status, Remaining remaining, Optional<Throwable> failure) {
		boolean begun = this.status != DrainStatus.WAITING;
		this.began = begun ? this.began : this.ticker.nanos();
		this.status = status;
		tellEnd(status, remaining, failure);
	}

	private void tellEnd(DrainStatus status, Remaining remaining, Optional<Throwable> failure) {
		List<ThreadStack> stacks = (status == DrainStatus.ABANDONED) ? stacks() : List.of();
		Duration elapsed = Duration.ofNanos(this.ticker.nanos() - this.began);
		this.events.tell(new DrainEnded(this.stage, name(), status, elapsed, remaining, failure, stacks));
	}

	private List<ThreadStack> stacks() {
		List<ThreadStack> stacks = new ArrayList<>(
				ask("threads", () -> ThreadStack.of(this.drain.threads()), List.of()));
		stacks.addAll(ownStack());
		return stacks;
	}

	// Once it has left its result, the thread stands in nobody's way, even if it lives
	// for another moment.
	List<ThreadStack> ownStack() {
		Thread thread = this.thread;
		return (thread != null && this.result == null) ? ThreadStack.of(List.of(thread)) : List.of();
	}

	private Remaining remaining() {
		return ask("remaining", this.drain::remaining, Remaining.unknown());
	}

	// Asks the user's code, which may throw, something that is for information only.
	private <T> T ask(String method, Supplier<T> question, T otherwise) {
		try {
			return Objects.requireNonNull(question.get());
		}
		catch (Throwable ex) {
			tellFailure(method, ex);
			return otherwise;
		}
	}

	// Once: the drain is looked at many times.
	private void tellFailure(String method, Throwable failure) {
		if (this.failedMethods.add(method)) {
			this.events.tell(new DrainCodeFailed(this.stage, name(), method, failure));
		}
	}

	/**
	 * What the drain's thread leaves behind.
	 *
	 * @param failure what the drain threw, or {@code null} if it returned
	 */
	private record Result(@Nullable Throwable failure) {
	}

}
