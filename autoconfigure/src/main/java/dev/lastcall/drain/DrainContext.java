package dev.lastcall.drain;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A deadline and a cancellation, handed to everything that takes part in a termination. A
 * context may have children; a child can only be shorter than its parent, is cancelled
 * with it, and never the other way round. Thread-safe.
 */
public interface DrainContext {

	/**
	 * The deadline of this context. It can move earlier, when a termination is expedited,
	 * but never later.
	 * @return the earliest deadline from here up to the root
	 */
	Deadline deadline();

	/**
	 * Why this context was cancelled.
	 * @return the cancellation, or empty while the context is live
	 */
	Optional<Cancellation> cancellation();

	/**
	 * Registers an action that runs once, when this context is cancelled, on the thread
	 * that cancels it; at once if it is cancelled already. The action must not block.
	 * @param action receives the reason
	 * @return a registration that forgets the action when it is closed
	 */
	Registration onCancel(Consumer<Cancellation> action);

	/**
	 * Creates a context below this one.
	 * @param deadline the wished deadline; it takes effect only if it is the earlier one
	 * @return the child
	 */
	DrainContext child(Deadline deadline);

	/**
	 * Cancels this context and every context below it. The first reason stays; later
	 * calls do nothing.
	 * @param reason why the context is cancelled
	 */
	void cancel(Cancellation reason);

	/**
	 * Moves the deadline of this context, and so of every context below it, to an earlier
	 * point. A later point than the present one changes nothing.
	 * @param earlier the wished deadline
	 */
	void shorten(Deadline earlier);

	/**
	 * Waits until a condition holds, looking at it again every few milliseconds. A
	 * cancellation does not end the wait, because what is awaited may yet come to rest; a
	 * condition that should heed it asks {@link #isCancelled()}.
	 * @param condition what to wait for; must be cheap and must not block
	 * @return {@code true} if the condition held, {@code false} if the deadline came
	 * first
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	boolean await(BooleanSupplier condition) throws InterruptedException;

	/**
	 * The time left.
	 * @return the time until the deadline, zero once it has passed
	 */
	default Duration remaining() {
		return deadline().remaining();
	}

	/**
	 * Whether this context was cancelled.
	 * @return {@code true} once it was
	 */
	default boolean isCancelled() {
		return cancellation().isPresent();
	}

	/**
	 * A context that ends at a deadline and has no parent.
	 * @param deadline the deadline
	 * @param ticker the clock to wait with
	 * @return the context
	 */
	static DrainContext root(Deadline deadline, Ticker ticker) {
		return DefaultDrainContext.root(deadline, ticker);
	}

	/**
	 * A registered action.
	 */
	@FunctionalInterface
	interface Registration extends AutoCloseable {

		/**
		 * Forgets the action. Idempotent.
		 */
		@Override
		void close();

	}

}
