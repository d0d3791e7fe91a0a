package dev.lastcall.drain;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A deadline and a cancellation, handed to everything that takes part in a termination. A
 * context may have children; a child can only be shorter than its parent, is cancelled
 * with it, and never the other way round. Thread-safe.
 * <p>
 * Every drain has a context of its own. What the application is asked to do, which are
 * requests, tasks and scheduled jobs, shares one, the work context: it is a bean, lives
 * as long as the application and has no deadline until a termination begins. Code that is
 * not handed a context asks {@link #current()}.
 */
public interface DrainContext {

	/**
	 * The deadline of this context. It can move earlier, when a termination begins or is
	 * expedited, but never later.
	 * @return the earliest deadline from here up to the root; {@link Deadline#never()} if
	 * there is none
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
	 * Close the registration when there is nothing left to cancel: this context keeps the
	 * action until then.
	 * @param action receives the reason
	 * @return a registration that forgets the action when it is closed
	 */
	Registration onCancel(Consumer<Cancellation> action);

	/**
	 * Creates a context below this one, which may be cancelled and shortened by itself.
	 * It need not be closed: only registrations are remembered. That its deadline passes
	 * does not cancel it.
	 * @param deadline the wished deadline; it takes effect only if it is the earlier one
	 * @return the child
	 */
	DrainContext child(Deadline deadline);

	/**
	 * Creates a context below this one, as {@link #child(Deadline)} does.
	 * @param atMost the wished time from now on; it takes effect only if this context
	 * does not end earlier; zero or negative has passed already
	 * @return the child
	 * @throws ArithmeticException if the duration is longer than 292 years
	 */
	DrainContext child(Duration atMost);

	/**
	 * Cancels this context and every context below it. The first reason stays; later
	 * calls do nothing.
	 * @param reason why the context is cancelled
	 * @throws UnsupportedOperationException if the context is shared, as the work context
	 * and {@link #unending()} are
	 */
	void cancel(Cancellation reason);

	/**
	 * Moves the deadline of this context, and so of every context below it, to an earlier
	 * point. A later point than the present one changes nothing.
	 * @param earlier the wished deadline
	 * @throws UnsupportedOperationException if the context is shared, as the work context
	 * and {@link #unending()} are
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
	 * @return the time until the deadline, zero once it has passed, 292 years if there is
	 * no deadline
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
	 * Goes on, unless this context was cancelled. For loops that have work to do and
	 * nothing to wait for.
	 * @throws DrainCancelledException if it was
	 */
	default void throwIfCancelled() {
		cancellation().ifPresent((reason) -> {
			throw new DrainCancelledException(reason);
		});
	}

	/**
	 * Binds this context to the calling thread, until the scope is closed: it is what
	 * {@link #current()} gives meanwhile.
	 * @return a scope, to be closed on the same thread; what was bound before is bound
	 * again then
	 */
	default Scope bind() {
		return CurrentDrainContext.bind(this);
	}

	/**
	 * The context that is bound to the calling thread: a drain's own on its thread, and
	 * the work context in requests, tasks and scheduled jobs, except that a task takes
	 * over the context of the thread that submits it.
	 * @return the context; {@link #unending()} if none is bound
	 */
	static DrainContext current() {
		return currentOr(unending());
	}

	/**
	 * The context that is bound to the calling thread.
	 * @param otherwise what to give if none is bound
	 * @return one of the two
	 */
	static DrainContext currentOr(DrainContext otherwise) {
		return CurrentDrainContext.getOr(otherwise);
	}

	/**
	 * The context of a thread to which none is bound: it never ends, is never cancelled
	 * and keeps nothing. To bind it is to bind none.
	 * @return the only instance of its kind
	 */
	static DrainContext unending() {
		return UnendingDrainContext.INSTANCE;
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

	/**
	 * The time for which a context is bound to a thread.
	 */
	@FunctionalInterface
	interface Scope extends AutoCloseable {

		/**
		 * Binds what was bound before.
		 */
		@Override
		void close();

	}

}
