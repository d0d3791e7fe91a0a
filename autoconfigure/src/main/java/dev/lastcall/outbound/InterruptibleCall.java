package dev.lastcall.outbound;

import java.io.Closeable;
import java.io.IOException;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.DrainCancelledException;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.DrainContext.Registration;
import dev.lastcall.drain.Threads;

/**
 * A call that blocks its thread and heeds an interrupt. While it is under way, its thread
 * is interrupted when its context is cancelled; the interrupt ends with the call, so that
 * what the thread does next, such as giving a connection back, is not disturbed.
 * Cancelled by any thread, otherwise used by the one that makes the call.
 */
public final class InterruptibleCall implements AutoCloseable {

	private final Thread caller = Thread.currentThread();

	private final Registration registration;

	// These three are guarded by this object's lock.
	private boolean closed;

	private @Nullable Cancellation reason;

	private @Nullable Closeable source;

	private InterruptibleCall(DrainContext context) {
		this.registration = context.onCancel(this::interrupt);
	}

	/**
	 * Begins a call on the calling thread.
	 * @param context the context of the call
	 * @return the call, to be closed when it has ended
	 */
	public static InterruptibleCall begin(DrainContext context) {
		return new InterruptibleCall(context);
	}

	/**
	 * Whether a call under a context can be cancelled. One that begins after the
	 * cancellation is most likely part of cleaning up, and runs.
	 * @param context the context
	 * @return {@code false} if nothing would ever cancel it
	 */
	public static boolean canBeCancelled(DrainContext context) {
		return context != DrainContext.unending() && !context.isCancelled();
	}

	private void interrupt(Cancellation reason) {
		if (mark(reason) && interruptAgain()) {
			Interrupter.OF_JVM.add(this);
		}
	}

	private synchronized boolean mark(Cancellation reason) {
		if (!this.closed) {
			this.reason = reason;
		}
		return !this.closed;
	}

	// False if the call has ended.
	synchronized boolean interruptAgain() {
		if (this.closed) {
			return false;
		}
		this.caller.interrupt();
		Closeable source = this.source;
		if (source != null) {
			// A thread of its own: some wait for the rest of the body first.
			Threads.daemon("call-close", () -> close(source)).start();
			this.source = null;
		}
		return true;
	}

	private static void close(Closeable source) {
		try {
			source.close();
		}
		catch (IOException ex) {
			// Then it is as good as closed.
			return;
		}
	}

	/**
	 * Sets what is closed, on another thread, when the call is cancelled. Some reads do
	 * not heed an interrupt, such as those of a body of the JDK's client on JDK 17.
	 * @param source what the call reads from
	 */
	public synchronized void closeOnCancel(Closeable source) {
		this.source = source;
	}

	/**
	 * Whether the call was cancelled.
	 * @return {@code true} if its context was, while it was under way
	 */
	public synchronized boolean isCancelled() {
		return this.reason != null;
	}

	/**
	 * Does nothing, unless the call was cancelled.
	 * @param failure how the call failed
	 * @throws DrainCancelledException if it was cancelled
	 */
	public synchronized void throwIfCancelled(Throwable failure) {
		Cancellation reason = this.reason;
		if (reason != null) {
			throw new DrainCancelledException(reason, failure);
		}
	}

	/**
	 * Ends the call. Idempotent.
	 */
	@Override
	public void close() {
		this.registration.close();
		synchronized (this) {
			if (!this.closed && this.reason != null && Thread.currentThread() == this.caller) {
				Thread.interrupted();
			}
			this.closed = true;
		}
	}

}
