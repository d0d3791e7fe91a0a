package dev.lastcall.termination.report;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Threads;
import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.Report;
import dev.lastcall.termination.TerminationEvent;
import dev.lastcall.termination.TerminationEvent.StageBegan;
import dev.lastcall.termination.TerminationEvent.TerminationBegan;
import dev.lastcall.termination.TerminationEvent.TerminationEnded;
import dev.lastcall.termination.TerminationEvent.TerminationForced;
import dev.lastcall.termination.TerminationListener;

/**
 * {@link TerminationListener} that keeps the report where it survives the process. All of
 * it happens on the thread {@code lastcall-report}, which exists from the start of the
 * application on and only if there is something to write, so that no disk can hold up the
 * coordinator or the last words.
 */
public final class ReportKeeper implements TerminationListener {

	/**
	 * How long the coordinator waits for the report: a third of what a termination keeps
	 * for its exit, and a hundred times what a disk takes.
	 */
	private static final Duration PATIENCE = Duration.ofMillis(100);

	/**
	 * When the start is over for sure, and what a last message needs can be loaded.
	 */
	private static final Duration WARM_UP = Duration.ofSeconds(10);

	private final ReportTargets targets;

	private final Supplier<Coordinator> coordinator;

	private final ReportObserver observer;

	private final Ticker ticker;

	// Never full, unless a disk or the log hangs.
	private final BlockingQueue<Order> orders = new ArrayBlockingQueue<>(16);

	private final AtomicBoolean started = new AtomicBoolean();

	private volatile @Nullable Coordinator known;

	private volatile Optional<PreviousRun.Outcome> previous = Optional.empty();

	/**
	 * Creates the listener.
	 * @param targets where the report goes
	 * @param coordinator gives the coordinator, when the drains are known
	 * @param observer hears what cannot be written, and of the previous run
	 * @param ticker the clock
	 */
	public ReportKeeper(ReportTargets targets, Supplier<Coordinator> coordinator, ReportObserver observer,
			Ticker ticker) {
		this.targets = targets;
		this.coordinator = coordinator;
		this.observer = observer;
		this.ticker = ticker;
	}

	/**
	 * How the previous run ended.
	 * @return the outcome, or empty if it is not known or nobody wants to know
	 */
	public Optional<PreviousRun.Outcome> previous() {
		return this.previous;
	}

	@Override
	public void onPrepared(List<Drain> drains) {
		if (!this.targets.isNone()) {
			this.known = this.coordinator.get();
			start();
		}
	}

	@Override
	public void onEvent(TerminationEvent event) {
		if (this.targets.isNone()) {
			return;
		}
		if (event instanceof TerminationBegan began) {
			start();
			give(new Order(ReportWriter::terminating,
					new Report(began.cause(), began.budget(), Duration.ZERO, List.of(), List.of())));
		}
		else if (event instanceof StageBegan) {
			soFar().ifPresent((report) -> give(new Order(ReportWriter::update, report)));
		}
		else if (event instanceof TerminationEnded ended) {
			awaitWritten(new Order(ReportWriter::end, ended.report()));
		}
		else if (event instanceof TerminationForced forced) {
			// Nobody waits: whether the log hangs or the disk, the other one speaks.
			give(new Order(ReportWriter::end, forced.report()));
		}
	}

	private Optional<Report> soFar() {
		Coordinator known = this.known;
		return (known != null) ? known.report() : Optional.empty();
	}

	private void start() {
		if (this.started.compareAndSet(false, true)) {
			try {
				Threads.daemon("report", this::run).start();
			}
			catch (OutOfMemoryError ex) {
				// The next event tries again, and the error is told.
				this.started.set(false);
				throw ex;
			}
		}
	}

	private boolean give(Order order) {
		return this.orders.offer(order);
	}

	private void awaitWritten(Order order) {
		try {
			if (give(order) && order.done().await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
				return;
			}
			this.observer.onProblem(
					"The report was not written within %d ms, and the process leaves without waiting for it. Check the file systems of 'lastcall.report.*'."
						.formatted(PATIENCE.toMillis()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void run() {
		ReportWriter writer = new ReportWriter(this.targets, this.observer, InstantSource.system(), this.ticker);
		try {
			attempt(() -> tellPrevious(writer.begin()));
			Order order = this.orders.poll(WARM_UP.toMillis(), TimeUnit.MILLISECONDS);
			if (order == null) {
				attempt(writer::warmUp);
				order = this.orders.take();
			}
			while (order != null) {
				carryOut(order, writer);
				// Where the process lives on after its termination, this thread need not.
				order = this.orders.poll(order.report().budget().toMillis(), TimeUnit.MILLISECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			writer.close();
		}
	}

	private void tellPrevious(List<PreviousRun> runs) {
		runs.forEach((run) -> {
			this.previous = Optional.of(run.outcome());
			this.observer.onPrevious(run);
		});
	}

	private void carryOut(Order order, ReportWriter writer) {
		attempt(() -> order.carryOut(writer));
		order.done().countDown();
		attempt(writer::tellProblems);
	}

	// Without memory the message keeps what it said before: a termination that has begun,
	// and how far it had come.
	private void attempt(Runnable task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			complain(ex);
		}
	}

	private void complain(Throwable failure) {
		try {
			this.observer.onProblem("The report cannot be written: %s.".formatted(failure));
		}
		catch (Throwable ex) {
			// There is no memory to say so either.
			return;
		}
	}

	/**
	 * What the thread is to write.
	 *
	 * @param task what to do
	 * @param report the report
	 * @param done open once it has been tried
	 */
	private record Order(BiConsumer<ReportWriter, Report> task, Report report, CountDownLatch done) {

		private Order(BiConsumer<ReportWriter, Report> task, Report report) {
			this(task, report, new CountDownLatch(1));
		}

		private void carryOut(ReportWriter writer) {
			this.task.accept(writer, this.report);
		}

	}

}
