package dev.lastcall.termination;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Ticker;

/**
 * Calls code of users on a thread of its own and does not wait longer for it than a
 * termination can afford: code that hangs costs its own answer and nothing else.
 * Thread-safe.
 */
final class Asker {

	/**
	 * Long against an answer that does not block, which is all that is allowed, and short
	 * against a budget.
	 */
	private static final long PATIENCE_NANOS = Duration.ofMillis(50).toNanos();

	/**
	 * No question may cost more than this part of the time that is left, so that time is
	 * left however many are not answered.
	 */
	private static final int SHARE = 20;

	private static final long LEAST_NANOS = Duration.ofMillis(1).toNanos();

	private final Ticker ticker;

	private final Supplier<Deadline> deadline;

	private final AtomicReference<@Nullable Worker> idle = new AtomicReference<>();

	Asker(Ticker ticker, Supplier<Deadline> deadline) {
		this.ticker = ticker;
		this.deadline = deadline;
	}

	// Returns a task that is done, or that nobody waits for any more.
	<T> FutureTask<T> ask(Callable<T> question) {
		Thread asking = Thread.currentThread();
		FutureTask<T> task = new FutureTask<>(question) {

			@Override
			protected void done() {
				LockSupport.unpark(asking);
			}

		};
		Worker worker = this.idle.getAndSet(null);
		worker = (worker != null) ? worker : new Worker(this.ticker);
		worker.accept(task);
		if (await(task)) {
			release(worker);
		}
		else {
			worker.dismiss();
		}
		return task;
	}

	private boolean await(FutureTask<?> task) {
		long began = this.ticker.nanos();
		long left = patience();
		while (!task.isDone() && left > 0) {
			this.ticker.park(left);
			// A pending interrupt would turn the wait into a spin.
			Thread.interrupted();
			// Less, if the termination has been expedited.
			left = patience() - (this.ticker.nanos() - began);
		}
		return task.isDone();
	}

	private long patience() {
		long share = this.deadline.get().remainingNanos() / SHARE;
		return Math.max(LEAST_NANOS, Math.min(PATIENCE_NANOS, share));
	}

	private void release(Worker worker) {
		Worker other = this.idle.getAndSet(worker);
		if (other != null) {
			other.dismiss();
		}
	}

	// Its thread ends. Whoever asks later gets a new one.
	void close() {
		Worker worker = this.idle.getAndSet(null);
		if (worker != null) {
			worker.dismiss();
		}
	}

	/**
	 * A thread that does one task after the other. One thread at a time gives it tasks.
	 */
	private static final class Worker {

		private final WakeableThread thread;

		private volatile @Nullable Runnable task;

		private volatile boolean dismissed;

		private Worker(Ticker ticker) {
			this.thread = new WakeableThread("asker", this::work, ticker);
		}

		private void accept(Runnable task) {
			this.task = task;
			try {
				this.thread.start();
				this.thread.wake();
			}
			catch (OutOfMemoryError ex) {
				// No thread can be had: the one that asks takes the risk.
				this.task = null;
				task.run();
			}
		}

		private void work() {
			while (!this.dismissed) {
				Runnable task = this.task;
				if (task != null) {
					this.task = null;
					task.run();
				}
				else {
					this.thread.await(Long.MAX_VALUE);
				}
			}
		}

		private void dismiss() {
			this.dismissed = true;
			this.thread.wake();
		}

	}

}
