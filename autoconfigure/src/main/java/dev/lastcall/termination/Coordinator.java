package dev.lastcall.termination;

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

/**
 * Runs the one termination of an application context: every stage in order, every stage's
 * drains, under one deadline. All of it happens on the thread
 * {@code lastcall-coordinator}, which waits from {@link #prepare} on. Thread-safe:
 * anybody may {@link #begin}; whoever comes second waits for the first.
 */
public final class Coordinator {

	private final Journal journal;

	private final Means means;

	private final StateMachine states = new StateMachine();

	private final LazyIntermission intermission;

	private final CompletableFuture<Void> drained = new CompletableFuture<>();

	private final CompletableFuture<Report> ended = new CompletableFuture<>();

	private volatile DrainPlan plan = DrainPlan.of(List.of());

	private final AtomicReference<@Nullable TerminationRun> termination = new AtomicReference<>();

	private volatile Runnable atLast = () -> {
	};

	/**
	 * Creates a coordinator; no thread runs yet.
	 * @param budget the budget of the termination
	 * @param listeners who hears of it, in this order
	 * @param ticker the clock
	 */
	public Coordinator(Budget budget, Collection<TerminationListener> listeners, Ticker ticker) {
		this.journal = new Journal(ticker);
		this.means = new Means(budget, ticker, new Events(this.journal, listeners, ticker),
				new WakeableThread("coordinator", this::run, ticker));
		this.intermission = new LazyIntermission(this.states, this.means);
	}

	/**
	 * Takes the drains and starts the thread, so that a termination needs no new one.
	 * @param drains every drain of the application context
	 * @throws dev.lastcall.drain.InvalidSettingException if they cannot be ordered
	 */
	public void prepare(Collection<Drain> drains) {
		DrainPlan plan = DrainPlan.of(drains);
		this.plan = plan;
		this.means.thread().start();
		this.means.events().tellPrepared(plan.drains());
	}

	/**
	 * Begins the termination, unless it has begun already. Does not block.
	 * @param cause why
	 * @return {@code true} if this call began it
	 */
	public boolean begin(Cause cause) {
		if (this.termination.get() != null || !this.termination.compareAndSet(null, new TerminationRun(cause,
				this.means, this.journal, this::drainsOf, () -> this.drained.complete(null)))) {
			return false;
		}
		this.states.obey(Order.BEGIN);
		this.means.thread().wake();
		try {
			this.means.thread().start();
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
		Optional.ofNullable(this.termination.get()).ifPresent(TerminationRun::expedite);
	}

	/**
	 * Gives an order that does not terminate. Does not block: what it begins is carried
	 * out by the coordinator's thread, once the application has started.
	 * @param order what to do
	 * @return what became of it
	 * @throws IllegalArgumentException if it is {@link Order#BEGIN}, which needs a cause
	 */
	public Answer obey(Order order) {
		if (order == Order.BEGIN) {
			throw new IllegalArgumentException("A termination needs a cause; call 'begin'");
		}
		Answer answer = this.states.obey(order);
		this.means.thread().wake();
		return answer;
	}

	/**
	 * Where this coordinator stands.
	 * @return the state, which may be another one at once
	 */
	public CoordinatorState state() {
		return this.states.get();
	}

	/**
	 * What the last rehearsal measured.
	 * @return the rehearsal, or empty if none has ended
	 */
	public Optional<Rehearsal> lastRehearsal() {
		return this.intermission.lastRehearsal();
	}

	/**
	 * In which stage the termination is.
	 * @return {@link Stage#SERVING} until a termination begins
	 */
	public Stage stage() {
		TerminationRun termination = this.termination.get();
		return (termination != null) ? termination.stage() : Stage.SERVING;
	}

	/**
	 * The deadline of the termination.
	 * @return the deadline, or empty until a termination begins
	 */
	public Optional<Deadline> deadline() {
		return Optional.ofNullable(this.termination.get()).map(TerminationRun::deadline);
	}

	/**
	 * The budget of a termination.
	 * @return the full budget
	 */
	public Budget budget() {
		return this.means.budget();
	}

	/**
	 * Every drain that a termination would run.
	 * @return the drains in the order of the stages; empty before {@link #prepare}
	 */
	public List<Drain> drains() {
		return this.plan.drains();
	}

	/**
	 * What is predicted for a drain.
	 * @param drain the drain's name
	 * @return the last prediction; empty if there is none, because it does not run, or
	 * cannot tell what it has left, or has run too short
	 */
	public Optional<Outlook> outlook(String drain) {
		return Optional.ofNullable(this.termination.get()).flatMap((termination) -> termination.outlook(drain));
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
		TerminationRun termination = this.termination.get();
		if (termination != null) {
			termination.tellForced();
		}
	}

	// Goes on without memory: whoever waits for this thread waits for its end.
	private void run() {
		TerminationRun termination = awaitTermination();
		// Whoever began it may not have come so far.
		this.states.begin();
		Report report = termination.run();
		this.states.settle(CoordinatorState.TERMINATING, CoordinatorState.ENDED);
		this.drained.complete(null);
		this.ended.complete(report);
		termination.persist(this.atLast);
	}

	private TerminationRun awaitTermination() {
		TerminationRun termination = this.termination.get();
		while (termination == null) {
			if (this.states.is(CoordinatorState.SERVING) || this.states.is(CoordinatorState.QUIESCED)) {
				this.means.thread().await(Long.MAX_VALUE);
			}
			else {
				this.intermission.serve(this.plan);
			}
			termination = this.termination.get();
		}
		return termination;
	}

	private List<Drain> drainsOf(Stage stage) {
		return this.intermission.goOn(this.plan.drainsOf(stage));
	}

}
