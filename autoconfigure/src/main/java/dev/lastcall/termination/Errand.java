package dev.lastcall.termination;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Threads;

/**
 * Something that a drain does on another thread than the owner's: come to rest, or hand
 * back. The thread leaves what came of it, says that it is done, and then wakes the
 * owner, which is the happens-before between the two; it needs no memory for that. This
 * object's lock guards whose thread it is, so that an interrupt hits nobody else.
 */
final class Errand {

	private final String role;

	private final Drain drain;

	private final DrainContext context;

	private final Code code;

	private final Workers workers;

	// Of the owner.
	private boolean given;

	private volatile @Nullable Thread thread;

	private boolean interrupted;

	private volatile boolean done;

	// What the thread leaves, and nobody reads before it is done.
	private long count;

	private @Nullable Throwable failure;

	private @Nullable Remaining left;

	private @Nullable Throwable askingFailure;

	/**
	 * Creates an errand that is not under way.
	 * @param role names the thread
	 * @param drain the drain, asked afterwards what is left
	 * @param context bound to the thread meanwhile
	 * @param code what to do; says how many items it has done
	 * @param workers whose threads run it
	 */
	Errand(String role, Drain drain, DrainContext context, Code code, Workers workers) {
		this.context = context;
		this.role = role;
		this.drain = drain;
		this.code = code;
		this.workers = workers;
	}

	// On the owner's thread, which looks again whenever it was woken: a thread that was
	// to take it may not have been had.
	void start() {
		if (!this.given) {
			this.workers.add(this);
			this.given = true;
		}
		try {
			this.workers.summon();
		}
		catch (Throwable ex) {
			// Out of memory or of threads: this one cannot run, others may.
			if (this.workers.withdraw(this)) {
				this.failure = ex;
				this.done = true;
			}
		}
	}

	// On a thread that may run others before and after.
	void run() {
		begin();
		try {
			// Until the next one binds its own.
			this.context.bind();
			this.count = this.code.run();
		}
		catch (Throwable ex) {
			this.failure = ex;
		}
		// What is left is asked here, where an answer that never comes holds up nobody
		// else, and without the interrupt that was meant for the code.
		Thread.interrupted();
		try {
			this.left = Objects.requireNonNull(this.drain.remaining());
		}
		catch (Throwable ex) {
			this.askingFailure = ex;
		}
		end();
		this.workers.owner().wake();
	}

	private void begin() {
		synchronized (this) {
			this.thread = Thread.currentThread();
			if (this.interrupted) {
				Thread.currentThread().interrupt();
			}
		}
		try {
			Threads.rename(this.role);
		}
		catch (Throwable ex) {
			// Without memory, without a name.
			return;
		}
	}

	private synchronized void end() {
		this.thread = null;
		this.done = true;
		Thread.interrupted();
	}

	synchronized void interrupt() {
		Thread thread = this.thread;
		this.interrupted = true;
		if (thread != null) {
			thread.interrupt();
		}
	}

	synchronized boolean isInterrupted() {
		return this.interrupted;
	}

	boolean isDone() {
		return this.done;
	}

	Outcome outcome() {
		return new Outcome(this.count, this.failure, Optional.ofNullable(this.left), this.askingFailure);
	}

	// Once it is done, the thread stands in nobody's way.
	List<ThreadStack> stack() {
		Thread thread = this.thread;
		return (thread != null) ? ThreadStack.of(List.of(thread)) : List.of();
	}

	/**
	 * What there is to do.
	 */
	@FunctionalInterface
	interface Code {

		/**
		 * Does it.
		 * @return how many items it has done
		 * @throws Exception if it failed
		 */
		long run() throws Exception;

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
