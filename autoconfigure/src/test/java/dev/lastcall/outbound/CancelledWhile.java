package dev.lastcall.outbound;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Ticker;

/**
 * Cancels a context while a thread to which it is bound does something.
 */
public final class CancelledWhile {

	/**
	 * Why it is cancelled.
	 */
	public static final Cancellation REASON = new Cancellation(Cancellation.Cause.DEADLINE, "It is time.");

	private final DrainContext context = DrainContext.root(Deadline.after(Duration.ofSeconds(60), Ticker.system()),
			Ticker.system());

	public DrainContext context() {
		return this.context;
	}

	/**
	 * Runs code on the calling thread, with a context bound to it.
	 */
	public static void under(DrainContext context, Runnable code) {
		DrainContext.Scope scope = context.bind();
		try {
			code.run();
		}
		finally {
			scope.close();
		}
	}

	/**
	 * Runs code on a thread, and cancels its context when something is under way.
	 * @param underWay open as soon as the context may be cancelled
	 * @param code what is under way then
	 * @return how the code failed
	 */
	public Throwable failure(CountDownLatch underWay, Callable<?> code) throws InterruptedException {
		CompletableFuture<Throwable> failure = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				// For good: the thread ends with the code.
				this.context.bind();
				code.call();
				failure.complete(new AssertionError("It did not fail"));
			}
			catch (Throwable ex) {
				ex.addSuppressed(new Flag(Thread.currentThread().isInterrupted()));
				failure.complete(ex);
			}
		}, "under-way");
		thread.setDaemon(true);
		thread.start();
		if (!underWay.await(20, TimeUnit.SECONDS)) {
			throw new AssertionError("Nothing is under way");
		}
		this.context.cancel(REASON);
		return failure.orTimeout(20, TimeUnit.SECONDS).join();
	}

	/**
	 * Whether the thread had an interrupt pending after its code had failed.
	 */
	public static boolean leftAnInterrupt(Throwable failure) {
		for (Throwable suppressed : failure.getSuppressed()) {
			if (suppressed instanceof Flag flag) {
				return flag.interrupted;
			}
		}
		throw new AssertionError("Not a failure of ours", failure);
	}

	/**
	 * Carries a flag beside a failure.
	 */
	private static final class Flag extends Exception {

		private static final long serialVersionUID = 1L;

		private final boolean interrupted;

		Flag(boolean interrupted) {
			this.interrupted = interrupted;
		}

	}

}
