package dev.lastcall.drain;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import dev.lastcall.drain.DrainContext.Registration;

/**
 * {@link DrainContext} of those who have none. It is never cancelled, so it remembers
 * neither actions nor children.
 */
enum UnendingDrainContext implements SharedDrainContext {

	/**
	 * The only instance.
	 */
	INSTANCE;

	@Override
	public Deadline deadline() {
		return Deadline.never();
	}

	@Override
	public Optional<Cancellation> cancellation() {
		return Optional.empty();
	}

	@Override
	public Registration onCancel(Consumer<Cancellation> action) {
		return () -> {
		};
	}

	@Override
	public DrainContext child(Deadline deadline) {
		return DrainContext.root(deadline, Ticker.system());
	}

	@Override
	public DrainContext child(Duration atMost) {
		return child(Deadline.after(atMost, Ticker.system()));
	}

	@Override
	public boolean await(BooleanSupplier condition) throws InterruptedException {
		return child(deadline()).await(condition);
	}

	@Override
	public String toString() {
		return "unending";
	}

}
