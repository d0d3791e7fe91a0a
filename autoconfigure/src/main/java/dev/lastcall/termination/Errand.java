package dev.lastcall.termination;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Threads;

/**
 * Something that a drain does on a thread of its own: come to rest, or hand back. The
 * thread writes {@link #outcome} once and then wakes the owner, which is the
 * happens-before between the two.
 */
final class Errand {

	private final Thread thread;

	private volatile @Nullable Outcome outcome;

	/**
	 * Creates an errand that is not under way.
	 * @param role names the thread
	 * @param drain the drain, asked afterwards what is left
	 * @param code what to do; says how many items it has done
	 * @param owner who waits for the outcome
	 */
	Errand(String role, Drain drain, Callable<Long> code, WakeableThread owner) {
		this.thread = Threads.daemon(role, () -> {
			this.outcome = run(drain, code);
			owner.wake();
		});
	}

	private static Outcome run(Drain drain, Callable<Long> code) {
		long count = 0;
		Throwable failure = null;
		try {
			count = code.call();
		}
		catch (Throwable ex) {
			failure = ex;
		}
		// What is left is asked here, where an answer that never comes holds up nobody
		// else, and without the interrupt that was meant for the code.
		Thread.interrupted();
		try {
			return new Outcome(count, failure, Optional.of(drain.remaining()), null);
		}
		catch (Throwable ex) {
			return new Outcome(count, failure, Optional.empty(), ex);
		}
	}

	void start() {
		try {
			this.thread.start();
		}
		catch (Throwable ex) {
			// Out of memory or of threads: this one cannot run, others may.
			this.outcome = new Outcome(0, ex, Optional.empty(), null);
		}
	}

	void interrupt() {
		this.thread.interrupt();
	}

	Optional<Outcome> outcome() {
		return Optional.ofNullable(this.outcome);
	}

	// Once it has left its outcome, the thread stands in nobody's way, even if it lives
	// for another moment.
	List<ThreadStack> stack() {
		return (this.outcome == null) ? ThreadStack.of(List.of(this.thread)) : List.of();
	}

	/**
	 * What the thread leaves behind.
	 *
	 * @param count how many items the code has done
	 * @param failure what the code threw, or {@code null}
	 * @param left what the drain has left, or empty if it cannot tell
	 * @param askingFailure what the drain threw when it was asked, or {@code null}
	 */
	record Outcome(long count, @Nullable Throwable failure, Optional<Remaining> left,
			@Nullable Throwable askingFailure) {

		Remaining remaining() {
			return this.left.orElse(Remaining.unknown());
		}

	}

}
