package dev.lastcall.termination;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.TerminationEvent.PartFailed;
import dev.lastcall.termination.TerminationEvent.TerminationBegan;
import dev.lastcall.termination.TerminationEvent.TerminationEnded;
import dev.lastcall.termination.TerminationEvent.TerminationExpedited;
import dev.lastcall.termination.TerminationEvent.TerminationForced;

/**
 * Runs the one termination of an application context: every stage in order, every stage's
 * drains, under one deadline. All of it happens on the thread
 * {@code lastcall-coordinator}, which waits from {@link #prepare} on. Thread-safe:
 * anybody may {@link #begin}; whoever comes second waits for the first.
 */
public final class Coordinator {

	private final Budget budget;

	private final Ticker ticker;

	private final Journal journal;

	private final Events events;

	private final WakeableThread thread;

	private final CompletableFuture<Void> drained = new CompletableFuture<>();

	private final CompletableFuture<Report> ended = new CompletableFuture<>();

	private volatile DrainPlan plan = DrainPlan.of(List.of());

	private final AtomicReference<@Nullable Beginning> beginning = new AtomicReference<>();

	private volatile Stage stage = Stage.SERVING;

	private volatile @Nullable StageRun running;

	private volatile Runnable atLast = () -> {
	};

	/**
	 * Creates a coordinator; no thread runs yet.
	 * @param budget the budget of the termination
	 * @param listeners who hears of it, in this order
	 * @param ticker the clock
	 */
	public Coordinator(Budget budget, Collection<TerminationListener> listeners, Ticker ticker) {
		this.budget = budget;
		this.ticker = ticker;
		this.journal = new Journal(ticker);
		List<TerminationListener> all = new ArrayList<>(List.of(this.journal));
		all.addAll(listeners);
		this.events = new Events(all);
		this.thread = new WakeableThread("coordinator", this::run, ticker);
	}

	/**
	 * Takes the drains and starts the thread, so that a termination needs no new one.
	 * @param drains every drain of the application context
	 * @throws dev.lastcall.drain.InvalidSettingException if they cannot be ordered
	 */
	public void prepare(Collection<Drain> drains) {
		DrainPlan plan = DrainPlan.of(drains);
		this.plan = plan;
		this.thread.start();
		this.events.tellPrepared(plan.drains());
	}

	/**
	 * Begins the termination, unless it has begun already. Does not block.
	 * @param cause why
	 * @return {@code true} if this call began it
	 */
	public boolean begin(Cause cause) {
		if (!this.beginning.compareAndSet(null, new Beginning(cause, new StageClock(this.budget, this.ticker)))) {
			return false;
		}
		this.thread.wake();
		try {
			this.thread.start();
		}
		catch (OutOfMemoryError ex) {
			// It was never prepared, and no thread can be had now: the caller's must do.
			run();
		}
		return true;
	}

	/**
	 * Makes a termination that has begun hurry: no more lingering, and at most the
	 * expedited budget is left. A second call does nothing.
	 */
	public void expedite() {
		Beginning beginning = this.beginning.get();
		if (beginning != null) {
			beginning.clock().expedite().ifPresent((left) -> {
				this.events.tell(new TerminationExpedited(left));
				this.thread.wake();
			});
		}
	}

	/**
	 * Where this coordinator stands.
	 * @return {@link Stage#SERVING} until a termination begins
	 */
	public Stage stage() {
		return this.stage;
	}

	/**
	 * The deadline of the termination.
	 * @return the deadline, or empty until a termination begins
	 */
	public Optional<Deadline> deadline() {
		return Optional.ofNullable(this.beginning.get()).map((beginning) -> beginning.clock().deadline());
	}

	/**
	 * The budget of a termination.
	 * @return the full budget
	 */
	public Budget budget() {
		return this.budget;
	}

	/**
	 * Every drain that a termination would run.
	 * @return the drains in the order of the stages; empty before {@link #prepare}
	 */
	public List<Drain> drains() {
		return this.plan.drains();
	}

	/**
	 * What has happened.
	 * @return the report so far, or empty until a termination begins
	 */
	public Optional<Report> report() {
		return this.journal.report();
	}

	/**
	 * Completes when the application context may close: all is drained or abandoned.
	 * @return a future that never fails
	 */
	public CompletableFuture<Void> drained() {
		return this.drained.copy();
	}

	/**
	 * Completes when the termination has ended.
	 * @return a future of the final report; it never fails
	 */
	public CompletableFuture<Report> ended() {
		return this.ended.copy();
	}

	/**
	 * Sets what the coordinator's thread does last. It may exit the JVM and never return.
	 * @param action what to do
	 */
	public void atLast(Runnable action) {
		this.atLast = action;
	}

	/**
	 * Tells every listener that the process is about to be halted, and what stands in the
	 * way. First without asking the drains, which may hang, and then asking them.
	 */
	public void tellForced() {
		this.journal.report().ifPresent((report) -> {
			StageRun running = this.running;
			List<ThreadStack> stacks = (running != null) ? running.ownStacks() : List.of();
			List<ThreadStack> blockers = stacks.isEmpty() ? ThreadStack.ofBlockers() : stacks;
			this.events.tell(new TerminationForced(report.halted(blockers), blockers));
			if (running != null) {
				running.tellAbandoned();
			}
		});
	}

	private void run() {
		Beginning beginning = awaitBeginning();
		Report report = new Report(beginning.cause(), this.budget.total(), Duration.ZERO, List.of(), List.of());
		try {
			this.events.tell(new TerminationBegan(beginning.cause(), this.budget.total()));
			Arrays.stream(Stage.values()).filter(Stage::hasDrains).forEach((stage) -> run(stage, beginning.clock()));
			this.stage = Stage.EXIT;
			report = this.journal.report().orElse(report).ended();
			this.events.tell(new TerminationEnded(report));
		}
		finally {
			this.drained.complete(null);
			this.ended.complete(report);
		}
		this.atLast.run();
	}

	private Beginning awaitBeginning() {
		Beginning beginning = this.beginning.get();
		while (beginning == null) {
			this.thread.await(Long.MAX_VALUE);
			beginning = this.beginning.get();
		}
		return beginning;
	}

	private void run(Stage stage, StageClock clock) {
		this.stage = stage;
		if (stage == Stage.CLOSE) {
			this.drained.complete(null);
		}
		try {
			StageRun run = new StageRun(stage, this.plan.drainsOf(stage), clock, this.ticker, this.events, this.thread);
			this.running = run;
			run.run();
		}
		catch (Throwable ex) {
			// Whatever failed, the later stages still run: the context must close.
			this.events.tell(new PartFailed("stage '" + stage.label() + "'", ex));
		}
	}

	/**
	 * The moment a termination began.
	 *
	 * @param cause why
	 * @param clock the time it has, which runs from then on
	 */
	private record Beginning(Cause cause, StageClock clock) {
	}

}
