package dev.lastcall.drain;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The one implementation of {@link DrainContext}. {@link #cancellation} goes from
 * {@code null} to a reason once and {@link #deadline} only moves earlier, both under this
 * object's lock, and both are read without it; the actions belong to the lock and run
 * outside it.
 */
final class DefaultDrainContext implements DrainContext {

	/**
	 * How often {@link #await} looks again: short against a person's or a load balancer's
	 * patience, long against the cost of a look.
	 */
	private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(2).toNanos();

	private final Ticker ticker;

	private final @Nullable DefaultDrainContext parent;

	private volatile Deadline deadline;

	private final Set<Action> actions = new LinkedHashSet<>();

	private volatile @Nullable Cancellation cancellation;

	private DefaultDrainContext(Ticker ticker, @Nullable DefaultDrainContext parent, Deadline deadline) {
		this.ticker = ticker;
		this.parent = parent;
		this.deadline = deadline;
	}

	static DrainContext root(Deadline deadline, Ticker ticker) {
		return new DefaultDrainContext(ticker, null, deadline);
	}

	@Override
	public Deadline deadline() {
		return (this.parent != null) ? this.deadline.earlierOf(this.parent.deadline()) : this.deadline;
	}

	@Override
	public Optional<Cancellation> cancellation() {
		return Optional.ofNullable(this.cancellation);
	}

	@Override
	public DrainContext child(Deadline deadline) {
		DefaultDrainContext child = new DefaultDrainContext(this.ticker, this, deadline);
		Registration link = onCancel(child::cancel);
		child.onCancel((reason) -> link.close());
		return child;
	}

	@Override
	public Registration onCancel(Consumer<Cancellation> action) {
		Action entry = new Action(action);
		Cancellation reason;
		synchronized (this) {
			reason = this.cancellation;
			if (reason == null) {
				this.actions.add(entry);
				return () -> forget(entry);
			}
		}
		action.accept(reason);
		return () -> {
		};
	}

	private synchronized void forget(Action entry) {
		this.actions.remove(entry);
	}

	@Override
	public void cancel(Cancellation reason) {
		List<Action> toRun;
		synchronized (this) {
			if (this.cancellation != null) {
				return;
			}
			this.cancellation = reason;
			toRun = List.copyOf(this.actions);
			this.actions.clear();
		}
		Throwable failure = null;
		for (Action action : toRun) {
			failure = run(action, reason, failure);
		}
		if (failure instanceof Error error) {
			throw error;
		}
		if (failure instanceof RuntimeException exception) {
			throw exception;
		}
	}

	// One action that throws must not keep the others from hearing of the cancellation.
	private static @Nullable Throwable run(Action action, Cancellation reason, @Nullable Throwable failure) {
		try {
			action.consumer().accept(reason);
			return failure;
		}
		catch (RuntimeException | Error ex) {
			if (failure == null || failure == ex) {
				return ex;
			}
			failure.addSuppressed(ex);
			return failure;
		}
	}

	@Override
	public synchronized void shorten(Deadline earlier) {
		this.deadline = this.deadline.earlierOf(earlier);
	}

	@Override
	public boolean await(BooleanSupplier condition) throws InterruptedException {
		while (!condition.getAsBoolean()) {
			long left = deadline().remainingNanos();
			if (left <= 0) {
				return condition.getAsBoolean();
			}
			this.ticker.park(Math.min(left, LOOK_AGAIN_NANOS));
			if (Thread.interrupted()) {
				throw new InterruptedException("Interrupted with " + deadline().remaining().toMillis() + " ms left");
			}
		}
		return true;
	}

	/**
	 * An action with an identity of its own, so that the same consumer can be registered
	 * twice.
	 */
	private static final class Action {

		private final Consumer<Cancellation> consumer;

		private Action(Consumer<Cancellation> consumer) {
			this.consumer = consumer;
		}

		private Consumer<Cancellation> consumer() {
			return this.consumer;
		}

	}

}
