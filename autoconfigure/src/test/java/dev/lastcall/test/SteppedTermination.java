package dev.lastcall.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.lastcall.drain.Drain;
import dev.lastcall.termination.Budget;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.Report;
import dev.lastcall.termination.TerminationListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A termination on a clock that a test steps. Of its 30 s, the stages up to WORK may take
 * 19 s, those up to SINKS 23 s, those up to CLOSE 29 s; a drain is cancelled 2 s before
 * its deadline and interrupted 1 s before it. Expedited, 6 s are left and everything is a
 * fifth of that.
 */
public final class SteppedTermination implements AutoCloseable {

	public static final Budget BUDGET = new Budget(Duration.ofSeconds(30), Duration.ofSeconds(4), Duration.ofSeconds(6),
			Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(6));

	public static final Cause.Signal TERM = new Cause.Signal("TERM", 15, "");

	public static final Duration NANO = Duration.ofNanos(1);

	private static final String THREAD = "lastcall-coordinator";

	private final SteppedTicker ticker;

	private final EventRecord record = new EventRecord();

	private final List<FakeDrain> fakes;

	private final Coordinator coordinator;

	// The thread that ends the termination, which is the coordinator's.
	private final CompletableFuture<Thread> ender;

	private SteppedTermination(SteppedTicker ticker, Budget budget, List<TerminationListener> listeners,
			Drain... drains) {
		this.ticker = ticker;
		List<TerminationListener> all = new ArrayList<>(listeners);
		all.add(this.record);
		this.fakes = Arrays.stream(drains).filter(FakeDrain.class::isInstance).map(FakeDrain.class::cast).toList();
		this.coordinator = new Coordinator(budget, all, this.ticker);
		this.ender = this.coordinator.ended().thenApply((report) -> Thread.currentThread());
		this.coordinator.prepare(List.of(drains));
	}

	public static SteppedTermination of(Drain... drains) {
		return on(new SteppedTicker(), drains);
	}

	/**
	 * A termination on a clock that others use too.
	 */
	public static SteppedTermination on(SteppedTicker ticker, Drain... drains) {
		return new SteppedTermination(ticker, BUDGET, List.of(), drains);
	}

	public static SteppedTermination within(Budget budget, Drain... drains) {
		return new SteppedTermination(new SteppedTicker(), budget, List.of(), drains);
	}

	/**
	 * A termination that a listener hears before the record does.
	 */
	public static SteppedTermination heardBy(TerminationListener listener, Drain... drains) {
		return new SteppedTermination(new SteppedTicker(), BUDGET, List.of(listener), drains);
	}

	/**
	 * Waits until the coordinator waits for a termination, so that the wake-up of the
	 * beginning is used up when a stage waits.
	 */
	public SteppedTermination awaitPrepared() throws InterruptedException {
		this.ticker.awaitParked(THREAD);
		return this;
	}

	public SteppedTermination begin() {
		assertThat(this.coordinator.begin(TERM)).isTrue();
		return this;
	}

	public SteppedTicker ticker() {
		return this.ticker;
	}

	public EventRecord record() {
		return this.record;
	}

	public Coordinator coordinator() {
		return this.coordinator;
	}

	public void await(String line) throws InterruptedException {
		this.record.await(line);
	}

	/**
	 * Steps the clock to a point in time after its start.
	 */
	public void stepTo(Duration time) {
		this.ticker.advance(time.minusNanos(this.ticker.nanos()));
	}

	/**
	 * Waits until the coordinator has dealt with everything and waits for so long.
	 */
	public void awaitWaiting(Duration left) throws InterruptedException {
		this.ticker.awaitParked(THREAD, left);
	}

	/**
	 * Waits until the coordinator's thread has done the last of what it does.
	 */
	public void awaitGone() throws InterruptedException {
		report();
		Background.join(this.ender.join());
	}

	public Report report() {
		assertThat(this.coordinator.ended()).succeedsWithin(Duration.ofSeconds(10));
		return this.coordinator.ended().join();
	}

	@Override
	public void close() {
		this.fakes.forEach(FakeDrain::release);
	}

}
