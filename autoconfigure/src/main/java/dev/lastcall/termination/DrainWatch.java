package dev.lastcall.termination;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.TerminationEvent.DrainFellBehind;
import dev.lastcall.termination.TerminationEvent.DrainRecovered;
import dev.lastcall.termination.TerminationEvent.OverdueDrainsDumped;
import dev.lastcall.termination.TerminationEvent.OverdueDrainsDumped.OverdueDrain;
import dev.lastcall.termination.TerminationEvent.PartFailed;

/**
 * Looks after the drains that run: predicts which of them will miss their deadline, and
 * takes a dump of those that still run when most of the budget is spent. Works on the
 * thread {@code lastcall-drain-watch}, which a termination starts when it first has to
 * wait; what it has to say, it leaves to the coordinator's thread to tell.
 */
final class DrainWatch implements AutoCloseable {

	/**
	 * How often drains are asked what they have left: often enough to warn within two
	 * seconds, rare against the cost of asking, which is microseconds.
	 */
	static final Duration INTERVAL = Duration.ofMillis(250);

	private static final long INTERVAL_NANOS = INTERVAL.toNanos();

	private final StageClock clock;

	private final Ticker ticker;

	private final WakeableThread owner;

	private final WakeableThread thread;

	private final Asker asker;

	private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();

	private final Map<String, Forecast> forecasts = new ConcurrentHashMap<>();

	private volatile List<DrainRun> runs = List.of();

	private volatile Stage stage = Stage.SERVING;

	private volatile boolean closed;

	// This and the next belong to the watch's thread.
	private Deadline nextLook;

	private boolean dumped;

	DrainWatch(StageClock clock, Ticker ticker, WakeableThread owner) {
		this.clock = clock;
		this.ticker = ticker;
		this.owner = owner;
		this.thread = new WakeableThread("drain-watch", this::run, ticker);
		this.nextLook = Deadline.after(Duration.ZERO, ticker);
		this.asker = new Asker(ticker, (event) -> find(null, event));
	}

	// Called when the coordinator's thread is about to wait for these drains.
	void over(Stage stage, List<DrainRun> runs) {
		this.stage = stage;
		this.runs = runs;
		try {
			this.thread.start();
		}
		catch (OutOfMemoryError ex) {
			findFailure(ex);
		}
	}

	// Tells what was found about drains that have not ended since.
	void tell(Consumer<TerminationEvent> listener) {
		for (Finding finding = this.findings.poll(); finding != null; finding = this.findings.poll()) {
			if (finding.run() == null || isForeseen(finding.run())) {
				listener.accept(finding.event());
			}
		}
	}

	// A drain that was cancelled need not be warned of.
	private static boolean isForeseen(DrainRun run) {
		return run.status() == DrainStatus.RUNNING && !run.isCancelled();
	}

	Optional<Outlook> outlook(String drain) {
		return Optional.ofNullable(this.forecasts.get(drain)).flatMap(Forecast::outlook);
	}

	private void run() {
		while (!this.closed) {
			this.thread.await(watch());
		}
		this.asker.close();
	}

	// Goes on whatever fails, memory included: who took all of it may give some back.
	private long watch() {
		try {
			lookIfDue();
			dumpIfDue();
			return untilNext();
		}
		catch (Throwable ex) {
			findFailure(ex);
			return INTERVAL_NANOS;
		}
	}

	private void findFailure(Throwable failure) {
		try {
			find(null, new PartFailed("the watch over drains", failure));
		}
		catch (Throwable ex) {
			// Nor can this be told.
			return;
		}
	}

	// A wake-up before its time, as the answer to a question can leave behind, would be a
	// sample too many.
	private void lookIfDue() {
		if (this.nextLook.hasPassed()) {
			look(this.runs.stream().filter((run) -> run.status() == DrainStatus.RUNNING).toList());
			this.nextLook = Deadline.after(INTERVAL, this.ticker);
		}
	}

	private long untilNext() {
		long look = Math.max(0, this.nextLook.remainingNanos());
		long dump = this.clock.dumpAt().map(Deadline::remainingNanos).orElse(0L);
		return (this.dumped || dump <= 0) ? look : Math.min(look, dump);
	}

	// All at once, because there may be many, unless one of them does not answer.
	private void look(List<DrainRun> runs) {
		List<DrainRun> answering = runs.stream().filter((run) -> run.questions().answers()).toList();
		Map<DrainRun, Remaining> answers = (answering.size() > 1) ? ask(answering) : Map.of();
		for (DrainRun run : runs) {
			Remaining remaining = answers.get(run);
			look(run, (remaining != null) ? remaining : run.questions().remaining(this.asker));
		}
	}

	// Those that answer in time; none if one hangs.
	private Map<DrainRun, Remaining> ask(List<DrainRun> runs) {
		FutureTask<Map<DrainRun, Remaining>> question = this.asker.ask(() -> {
			Map<DrainRun, Remaining> answers = new HashMap<>();
			runs.forEach((run) -> run.questions().remaining().ifPresent((remaining) -> answers.put(run, remaining)));
			return answers;
		});
		try {
			return question.isDone() ? question.get() : Map.of();
		}
		catch (InterruptedException | ExecutionException ex) {
			return Map.of();
		}
	}

	private void look(DrainRun run, Remaining remaining) {
		if (remaining.count().isEmpty()) {
			return;
		}
		Forecast forecast = this.forecasts.computeIfAbsent(run.name(), (name) -> new Forecast());
		boolean changed = forecast.add(this.ticker.nanos(), remaining.count().getAsLong(),
				run.deadline().remainingNanos());
		forecast.outlook().filter((outlook) -> changed).ifPresent((outlook) -> find(run, event(run, outlook)));
	}

	private TerminationEvent event(DrainRun run, Outlook outlook) {
		return outlook.isInTime() ? new DrainRecovered(this.stage, run.name(), outlook)
				: new DrainFellBehind(this.stage, run.name(), outlook);
	}

	private void dumpIfDue() {
		if (this.dumped || !this.clock.dumpAt().filter(Deadline::hasPassed).isPresent()) {
			return;
		}
		this.dumped = true;
		List<OverdueDrain> overdue = this.runs.stream()
			.filter((run) -> run.status().isUnderWay())
			.map((run) -> new OverdueDrain(run.name(), run.stacks(this.asker)))
			.toList();
		if (!overdue.isEmpty()) {
			find(null, new OverdueDrainsDumped(this.stage, this.clock.deadline().remaining(), overdue));
		}
	}

	private void find(@Nullable DrainRun run, TerminationEvent event) {
		this.findings.add(new Finding(run, event));
		this.owner.wake();
	}

	@Override
	public void close() {
		this.closed = true;
		this.thread.wake();
	}

	/**
	 * Something to tell.
	 *
	 * @param run the drain, if it is told only while that runs
	 * @param event what to tell
	 */
	private record Finding(@Nullable DrainRun run, TerminationEvent event) {
	}

}
