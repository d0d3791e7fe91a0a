package dev.lastcall.termination;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.DrainContext.Registration;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;

/**
 * {@link Drain} that does something to another one and can be left in the middle: what
 * comes after it, another attempt or the termination, joins it or waits until it is out
 * of the way, so that a drain is not called twice at the same time. The phase moves from
 * new to busy on the attempt's thread, or to withdrawn by whoever comes after, and not
 * both.
 */
final class Attempt implements Drain {

	private static final Cancellation WITHDRAWN = new Cancellation(Cancellation.Cause.WITHDRAWN,
			"Something else is wanted of this drain now.");

	private final Drain drain;

	private final AttemptKind kind;

	private final @Nullable Attempt earlier;

	// How long it waits for an earlier one that has been told to stop.
	private final Duration patience;

	private final Ticker ticker;

	private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NEW);

	// Written before the phase becomes busy.
	private volatile @Nullable Thread thread;

	private volatile @Nullable DrainContext context;

	// Whoever waits for the end of this one. It is written before the waiter looks at the
	// phase, and read after the phase has changed.
	private volatile @Nullable Thread waiter;

	Attempt(Drain drain, AttemptKind kind, @Nullable Attempt earlier, Means means) {
		this.drain = drain;
		this.kind = kind;
		this.earlier = earlier;
		this.patience = means.budget().cancelGrace();
		this.ticker = means.ticker();
	}

	Drain subject() {
		return this.drain;
	}

	private boolean isUndoing() {
		return this.kind == AttemptKind.UNDO;
	}

	boolean isDraining() {
		return this.kind == AttemptKind.DRAIN;
	}

	private boolean isBusy() {
		return this.phase.get() == Phase.BUSY;
	}

	boolean isAtRest() {
		return this.phase.get() == Phase.AT_REST;
	}

	// Also one that failed or was cut short: half of it may have been done. An undoing
	// that never began leaves as much to undo as one that failed.
	boolean mustBeUndone() {
		return switch (this.phase.get()) {
			case NEW, WITHDRAWN -> isUndoing();
			case BUSY, FAILED -> true;
			case AT_REST -> !isUndoing();
		};
	}

	@Override
	public String name() {
		return this.drain.name();
	}

	@Override
	public Stage stage() {
		return this.drain.stage();
	}

	@Override
	public Set<String> after() {
		return isUndoing() ? Set.of() : this.drain.after();
	}

	@Override
	public Remaining remaining() {
		return isUndoing() ? Remaining.unknown() : this.drain.remaining();
	}

	@Override
	public Collection<Thread> threads() {
		return this.drain.threads();
	}

	@Override
	public void drain(DrainContext context) throws Exception {
		Attempt earlier = this.earlier;
		if (earlier != null && earlier.leavesNothingTo(this, context)) {
			return;
		}
		this.thread = Thread.currentThread();
		this.context = context;
		Phase before = this.phase.get();
		if (before == Phase.WITHDRAWN || !this.phase.compareAndSet(before, Phase.BUSY)) {
			return;
		}
		boolean atRest = false;
		try {
			this.kind.act(this.drain, context);
			atRest = !context.isCancelled();
		}
		finally {
			this.phase.set(atRest ? Phase.AT_REST : Phase.FAILED);
			LockSupport.unpark(this.waiter);
		}
	}

	// Called on the thread of the one that comes after.
	private boolean leavesNothingTo(Attempt next, DrainContext context) throws InterruptedException {
		tellWhenOver(Thread.currentThread());
		if (this.kind == AttemptKind.DRAIN && next.kind == AttemptKind.CONTINUE
				&& !this.phase.compareAndSet(Phase.NEW, Phase.WITHDRAWN)) {
			return awaitRest(context);
		}
		context.child(Deadline.after(this.patience, this.ticker)).await(() -> !isOccupied());
		return false;
	}

	private void tellWhenOver(Thread waiter) {
		this.waiter = waiter;
		if (this.earlier != null) {
			this.earlier.tellWhenOver(waiter);
		}
	}

	private boolean awaitRest(DrainContext context) throws InterruptedException {
		Registration link = context.onCancel(this::cancel);
		try {
			if (!context.await(() -> !isBusy())) {
				throw new InterruptedException("What was begun before has not ended");
			}
		}
		catch (InterruptedException ex) {
			stop();
			throw ex;
		}
		finally {
			link.close();
		}
		return isAtRest();
	}

	// Makes way for the next attempt, as far as this one heeds it.
	void stop() {
		Thread thread = this.thread;
		if (!this.phase.compareAndSet(Phase.NEW, Phase.WITHDRAWN) && isBusy() && thread != null) {
			cancel(WITHDRAWN);
			thread.interrupt();
		}
		if (this.earlier != null) {
			this.earlier.stop();
		}
	}

	// Whether a call of the drain is under way, here or in one before that heeds nothing.
	boolean isOccupied() {
		return isBusy() || (this.earlier != null && this.earlier.isOccupied());
	}

	private void cancel(Cancellation reason) {
		DrainContext context = this.context;
		if (context != null) {
			context.cancel(reason);
		}
	}

	/**
	 * Where an attempt stands.
	 */
	private enum Phase {

		/**
		 * Its thread has not begun.
		 */
		NEW,

		/**
		 * The drain is being called.
		 */
		BUSY,

		/**
		 * The drain returned by itself.
		 */
		AT_REST,

		/**
		 * The drain threw, or was cancelled.
		 */
		FAILED,

		/**
		 * It must not begin any more.
		 */
		WITHDRAWN

	}

}
