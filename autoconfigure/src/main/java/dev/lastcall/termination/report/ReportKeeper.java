package dev.lastcall.termination.report;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.Report;
import dev.lastcall.termination.TerminationEvent;
import dev.lastcall.termination.TerminationEvent.DrainCancelled;
import dev.lastcall.termination.TerminationEvent.StageBegan;
import dev.lastcall.termination.TerminationEvent.TerminationBegan;
import dev.lastcall.termination.TerminationEvent.TerminationEnded;
import dev.lastcall.termination.TerminationEvent.TerminationForced;
import dev.lastcall.termination.TerminationListener;

/**
 * {@link TerminationListener} that keeps the report where it survives the process: in the
 * termination message, and in a directory. Each has a thread of its own,
 * {@code lastcall-report-message} and {@code lastcall-report-directory}, which exists
 * from the start of the application on and only if there is something to write. So the
 * message, which is local and small, does not wait for a volume that hangs, and neither
 * the coordinator nor the log nor the halt guard for either of them.
 */
public final class ReportKeeper implements TerminationListener {

	/**
	 * How long the coordinator waits for the report: less than a termination keeps for
	 * its exit, and a hundred times what a disk takes.
	 */
	private static final Duration PATIENCE = Duration.ofMillis(200);

	private final List<TargetThread> targets = new ArrayList<>();

	private final Supplier<Coordinator> coordinator;

	private final ReportObserver observer;

	private final Ticker ticker;

	private final Duration patience;

	private volatile @Nullable Coordinator known;

	private volatile Optional<PreviousRun.Outcome> previous = Optional.empty();

	/**
	 * Creates the listener.
	 * @param paths where the report goes
	 * @param coordinator gives the coordinator, when the drains are known
	 * @param observer hears what cannot be written, and of the previous run
	 * @param ticker the clock
	 */
	public ReportKeeper(ReportPaths paths, Supplier<Coordinator> coordinator, ReportObserver observer, Ticker ticker) {
		this(paths, coordinator, observer, ticker, PATIENCE);
	}

	ReportKeeper(ReportPaths paths, Supplier<Coordinator> coordinator, ReportObserver observer, Ticker ticker,
			Duration patience) {
		this.coordinator = coordinator;
		this.observer = observer;
		this.ticker = ticker;
		this.patience = patience;
		paths.message()
			.ifPresent((path) -> this.targets
				.add(new TargetThread("report-message", path, () -> messageTarget(paths), observer)));
		paths.directory()
			.ifPresent((path) -> this.targets
				.add(new TargetThread("report-directory", path, () -> directoryTarget(paths), observer)));
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
		if (!this.targets.isEmpty()) {
			this.known = this.coordinator.get();
			this.targets.forEach(TargetThread::start);
		}
	}

	@Override
	public void onEvent(TerminationEvent event) {
		if (this.targets.isEmpty()) {
			return;
		}
		if (event instanceof TerminationBegan began) {
			Report nothing = new Report(began.cause(), began.budget(), Duration.ZERO, List.of(), List.of());
			update(() -> Optional.of(soFar().orElse(nothing)));
		}
		else if (event instanceof StageBegan || event instanceof DrainCancelled) {
			update(this::soFar);
		}
		else if (event instanceof TerminationEnded ended) {
			endAndWait(ended.report());
		}
		else if (event instanceof TerminationForced forced) {
			// Neither the message nor the log comes first: each is written by a thread
			// of its own, so whichever hangs, the other one speaks.
			this.targets.forEach((target) -> target.end(forced.report()));
		}
	}

	private Optional<Report> soFar() {
		Coordinator known = this.known;
		return (known != null) ? known.report() : Optional.empty();
	}

	private void update(Supplier<Optional<Report>> report) {
		this.targets.forEach((target) -> target.update(report));
	}

	private void endAndWait(Report report) {
		long limit = this.ticker.nanos() + this.patience.toNanos();
		for (CountDownLatch done : this.targets.stream().map((target) -> target.end(report)).toList()) {
			await(done, limit);
		}
	}

	private void await(CountDownLatch done, long limit) {
		try {
			if (!done.await(limit - this.ticker.nanos(), TimeUnit.NANOSECONDS)) {
				this.observer.onProblem(
						"The report was not written within %d ms, and the process does not wait for it. Look at the file systems of 'lastcall.report.*'."
							.formatted(this.patience.toMillis()));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static ReportTarget messageTarget(ReportPaths paths) {
		InstantSource clock = InstantSource.system();
		return new MessageTarget(paths.message().orElseThrow(), identity(paths, clock), clock);
	}

	private ReportTarget directoryTarget(ReportPaths paths) {
		InstantSource clock = InstantSource.system();
		RunRecord run = new RunRecord(new ReportDirectory(paths.directory().orElseThrow()), identity(paths, clock),
				clock, this.ticker);
		return new DirectoryTarget(run, this::tellPrevious);
	}

	private static RunIdentity identity(ReportPaths paths, InstantSource clock) {
		return RunIdentity.of(paths.application(), clock.instant());
	}

	private void tellPrevious(PreviousRun run) {
		this.previous = Optional.of(run.outcome());
		this.observer.onPrevious(run);
	}

}
