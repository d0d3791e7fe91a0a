package dev.lastcall.termination;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

	private boolean cancelled;

	private boolean interrupted;

	private volatile @Nullable Result result;

	private final DrainCode code;

	DrainRun(Drain drain, Ticker ticker, Events events, WakeableThread owner, Asker asker) {
		this.drain = drain;
		this.code = new DrainCode(drain, events, asker);
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
		return this.status == DrainStatus.AT_REST && this.code.remaining().isSomething();
	}

	void begin(DrainContext stageContext) {
		DrainContext context = stageContext.child(stageContext.deadline());
		long pause = (this.status == DrainStatus.WAITING) ? 0 : PAUSE_NANOS;
		Thread thread = Threads.daemon("drain-" + name(), () -> run(context, pause));
		this.context = context;
		this.thread = thread;
		this.result = null;
		this.cancelled = false;
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
		Remaining remaining = this.code.remaining();
		boolean cutShort = this.cancelled && result.failure() instanceof InterruptedException;
		Optional<Throwable> failure = cutShort ? Optional.empty() : Optional.ofNullable(result.failure());
		if (cutShort || (this.cancelled && remaining.isSomething())) {
			end(DrainStatus.ABANDONED, remaining, failure);
		}
		else {
			end(failure.isPresent() ? DrainStatus.FAILED : DrainStatus.AT_REST, remaining, failure);
		}
	}

	void cancel(Cancellation reason) {
		DrainContext context = this.context;
		if (context != null && !this.cancelled) {
			this.cancelled = true;
			this.events.tell(new DrainCancelled(this.stage, name(), reason, this.code.remaining()));
			this.code.cancel(context, reason);
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
			end(DrainStatus.ABANDONED, this.code.remaining(), Optional.empty());
		}
	}

	// For the last words, when the owner is no longer there to decide.
	void tellAbandoned() {
		tellEnd(DrainStatus.ABANDONED, this.code.remaining(), Optional.empty());
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
		List<ThreadStack> stacks = new ArrayList<>(this.code.stacks());
		stacks.addAll(ownStack());
		return stacks;
	}

	// Once it has left its result, the thread stands in nobody's way, even if it lives
	// for another moment.
	List<ThreadStack> ownStack() {
		Thread thread = this.thread;
		return (thread != null && this.result == null) ? ThreadStack.of(List.of(thread)) : List.of();
	}

	/**
	 * What the drain's thread leaves behind.
	 *
	 * @param failure what the drain threw, or {@code null} if it returned
	 */
	private record Result(@Nullable Throwable failure) {
	}

}
