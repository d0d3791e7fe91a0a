package dev.lastcall.termination.random;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;

/**
 * {@link Drain} that does what a plan says, and writes down what it did.
 */
final class SimulatedDrain implements Drain {

	private static final long SLOW_NANOS = Duration.ofMillis(40).toNanos();

	private final PlannedDrain plan;

	private final SimulatedClock clock;

	private final Map<String, SimulatedDrain> all;

	private final AtomicLong left;

	private final List<Run> runs = new ArrayList<>();

	private volatile boolean released;

	SimulatedDrain(PlannedDrain plan, SimulatedClock clock, Map<String, SimulatedDrain> all) {
		this.plan = plan;
		this.clock = clock;
		this.all = all;
		this.left = new AtomicLong(plan.left());
	}

	@Override
	public String name() {
		return this.plan.name();
	}

	@Override
	public Stage stage() {
		return this.plan.stage();
	}

	@Override
	public Set<String> after() {
		return this.plan.after();
	}

	@Override
	public Remaining remaining() {
		return answer(this.plan.remaining(), Remaining.of(this.left.get()), Remaining.unknown());
	}

	@Override
	public Collection<Thread> threads() {
		return answer(this.plan.threads(), List.of(Thread.currentThread()), List.of());
	}

	private <T> T answer(Answer answer, T truth, T unknown) {
		this.clock.progress();
		return answer.give(() -> truth, unknown, () -> work(SLOW_NANOS), () -> work(Long.MAX_VALUE));
	}

	// Like code that ignores every interruption.
	private void work(long nanos) {
		long began = this.clock.nanos();
		while (!this.released && this.clock.nanos() - began < nanos) {
			Thread.interrupted();
			this.clock.park((nanos == Long.MAX_VALUE) ? nanos : nanos - (this.clock.nanos() - began));
		}
	}

	@Override
	public void drain(DrainContext context) throws Exception {
		long began = this.clock.nanos();
		try {
			Thread thread = Thread.currentThread();
			context.onCancel((reason) -> {
				if (this.plan.conduct() == Conduct.HEEDS_CANCELLATION) {
					this.clock.wake(thread);
				}
				answer(this.plan.onCancel(), reason, reason);
			});
			conduct(context);
			note(began, false);
		}
		catch (Exception | Error ex) {
			note(began, true);
			throw ex;
		}
	}

	private void conduct(DrainContext context) throws InterruptedException {
		boolean done = switch (this.plan.conduct()) {
			case HANGS -> {
				work(Long.MAX_VALUE);
				yield false;
			}
			case HEEDS_CANCELLATION, HEEDS_INTERRUPTION -> heed(context);
			default -> {
				work(Duration.ofMillis(this.plan.millis()).toNanos());
				yield this.plan.conduct() != Conduct.RETURNS_EARLY;
			}
		};
		if (this.plan.conduct() == Conduct.THROWS) {
			throw new IllegalArgumentException("broken");
		}
		if (this.plan.conduct() == Conduct.THROWS_ERROR) {
			throw new StackOverflowError();
		}
		if (done) {
			this.left.set(0);
		}
		if (this.plan.conduct() == Conduct.FEEDS) {
			this.all.get(this.plan.fed()).left.addAndGet(2);
		}
	}

	private boolean heed(DrainContext context) throws InterruptedException {
		long end = this.clock.nanos() + Duration.ofMillis(this.plan.millis()).toNanos();
		while (this.clock.nanos() < end) {
			if (Thread.interrupted()) {
				throw new InterruptedException();
			}
			if (this.plan.conduct() == Conduct.HEEDS_CANCELLATION && context.isCancelled()) {
				return false;
			}
			this.clock.park(end - this.clock.nanos());
		}
		return true;
	}

	private synchronized void note(long began, boolean thrown) {
		if (!this.released) {
			this.runs.add(new Run(began, this.clock.nanos(), thrown));
		}
	}

	/**
	 * The runs that have ended, in order.
	 */
	synchronized List<Run> runs() {
		return List.copyOf(this.runs);
	}

	long left() {
		return this.left.get();
	}

	void release() {
		this.released = true;
	}

	/**
	 * What the drain did when it was called.
	 *
	 * @param began when it was called
	 * @param ended when it returned or threw
	 * @param thrown whether it threw
	 */
	record Run(long began, long ended, boolean thrown) {
	}

}
