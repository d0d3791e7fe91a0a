package dev.lastcall.drain;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.DrainContext.Registration;

/**
 * The one context that has a state. A child asks its parent whether it is cancelled, and
 * the parent knows a child only while that has actions, so a child without any leaves
 * nothing behind and costs its parent nothing.
 * <p>
 * {@link #cancellation} goes from {@code null} to a reason once and {@link #deadline}
 * only moves earlier, both under this object's lock, and both are read without it. The
 * actions belong to the lock. Under it only the locks of parents are taken, and no action
 * runs.
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

	private @Nullable Actions actions;

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
		return Optional.ofNullable(reason());
	}

	@Override
	public boolean isCancelled() {
		return reason() != null;
	}

	// What was read from the parent is kept, so that no later reason can replace it.
	private @Nullable Cancellation reason() {
		Cancellation own = this.cancellation;
		if (own != null || this.parent == null) {
			return own;
		}
		Cancellation inherited = this.parent.reason();
		return (inherited != null) ? settle(inherited) : null;
	}

	private synchronized Cancellation settle(Cancellation reason) {
		Cancellation own = this.cancellation;
		Cancellation settled = (own != null) ? own : reason;
		this.cancellation = settled;
		return settled;
	}

	@Override
	public DrainContext child(Deadline deadline) {
		return new DefaultDrainContext(this.ticker, this, deadline);
	}

	@Override
	public DrainContext child(Duration atMost) {
		return child(Deadline.after(atMost, this.ticker));
	}

	@Override
	public Registration onCancel(Consumer<Cancellation> action) {
		Action entry = new Action(action);
		if (add(entry)) {
			return () -> forget(entry);
		}
		cancellation().ifPresent(action);
		return () -> {
		};
	}

	// False if this context is cancelled, and nothing was added.
	private synchronized boolean add(Action entry) {
		if (isCancelled()) {
			return false;
		}
		Actions actions = this.actions;
		if (actions == null) {
			actions = new Actions(new Action(this::cancel));
			if (this.parent != null && !this.parent.add(actions.link())) {
				return false;
			}
			this.actions = actions;
		}
		actions.entries().add(entry);
		return true;
	}

	private synchronized void forget(Action entry) {
		Actions actions = this.actions;
		if (actions != null && actions.entries().remove(entry) && actions.entries().isEmpty()) {
			take();
		}
	}

	private synchronized List<Action> take() {
		Actions actions = this.actions;
		if (actions == null) {
			return List.of();
		}
		this.actions = null;
		if (this.parent != null) {
			this.parent.forget(actions.link());
		}
		return List.copyOf(actions.entries());
	}

	@Override
	public void cancel(Cancellation reason) {
		Cancellation inherited = reason();
		// Whoever adds an action later sees this, and who takes one runs it: each runs
		// once.
		Cancellation settled = settle((inherited != null) ? inherited : reason);
		Throwable failure = null;
		for (Action action : take()) {
			failure = run(action, settled, failure);
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
	 * The actions of a context that has any.
	 *
	 * @param link what its parent runs
	 * @param entries what it runs
	 */
	private record Actions(Action link, Set<Action> entries) {

		private Actions(Action link) {
			this(link, new LinkedHashSet<>(2));
		}

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
