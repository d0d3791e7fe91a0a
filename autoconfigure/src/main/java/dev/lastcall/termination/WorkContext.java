package dev.lastcall.termination;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.DrainContext.Registration;
import dev.lastcall.drain.SharedDrainContext;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Threads;
import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.TerminationEvent.DrainCancelled;
import dev.lastcall.termination.TerminationEvent.StageEnded;

/**
 * The context of what the application is asked to do: requests, tasks, scheduled jobs.
 * Has no deadline until a termination begins, that of {@link Stage#WORK} from then on,
 * and is cancelled with the drains of that stage, at the latest when the stage ends. Of a
 * rehearsal, which does not begin a termination, it hears nothing. Thread-safe.
 */
public final class WorkContext implements SharedDrainContext, TerminationListener {

	private final DrainContext root;

	private final AtomicBoolean cancelled = new AtomicBoolean();

	/**
	 * Creates a context that has no deadline yet.
	 * @param ticker the clock
	 */
	public WorkContext(Ticker ticker) {
		this.root = DrainContext.root(Deadline.never(), ticker);
	}

	@Override
	public Deadline deadline() {
		return this.root.deadline();
	}

	@Override
	public Optional<Cancellation> cancellation() {
		return this.root.cancellation();
	}

	@Override
	public boolean isCancelled() {
		return this.root.isCancelled();
	}

	@Override
	public Registration onCancel(Consumer<Cancellation> action) {
		return this.root.onCancel(action);
	}

	@Override
	public DrainContext child(Deadline deadline) {
		return this.root.child(deadline);
	}

	@Override
	public DrainContext child(Duration atMost) {
		return this.root.child(atMost);
	}

	@Override
	public boolean await(BooleanSupplier condition) throws InterruptedException {
		return this.root.await(condition);
	}

	@Override
	public void onBounded(Deadline work) {
		this.root.shorten(work);
	}

	@Override
	public void onEvent(TerminationEvent event) {
		if (event instanceof DrainCancelled drain && drain.stage() == Stage.WORK) {
			cancelBeside(drain.reason());
		}
		else if (event instanceof StageEnded stage && stage.stage() == Stage.WORK) {
			cancelBeside(new Cancellation(Cancellation.Cause.ENDED,
					"The stage 'work' ended, and no drain waited for this."));
		}
	}

	// Users' actions may take their time, and the coordinator has none to lose.
	private void cancelBeside(Cancellation reason) {
		if (this.root.deadline().isNever() || !this.cancelled.compareAndSet(false, true)) {
			return;
		}
		Runnable cancellation = () -> this.root.cancel(reason);
		try {
			Threads.daemon("cancellation", cancellation).start();
		}
		catch (OutOfMemoryError ex) {
			cancellation.run();
		}
	}

}
