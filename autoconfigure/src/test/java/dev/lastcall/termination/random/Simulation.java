package dev.lastcall.termination.random;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

import dev.lastcall.drain.Drain;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.Report;
import dev.lastcall.termination.TerminationEvent;
import dev.lastcall.termination.TerminationListener;

/**
 * A termination of a random plan, from its beginning until its last thread has ended. Its
 * time passes in steps from one wait's end to the next.
 */
final class Simulation implements TerminationListener {

	private final RandomPlan plan;

	private final SimulatedClock clock = new SimulatedClock(Thread.currentThread().getThreadGroup());

	private final Map<String, SimulatedDrain> drains = new LinkedHashMap<>();

	private final List<Heard> heard = new ArrayList<>();

	private final List<Report> reports = new ArrayList<>();

	private final Coordinator coordinator;

	private long beginnings;

	private Simulation(RandomPlan plan) {
		this.plan = plan;
		plan.drains()
			.forEach((drain) -> this.drains.put(drain.name(), new SimulatedDrain(drain, this.clock, this.drains)));
		this.coordinator = new Coordinator(plan.budget(), List.of(this), this.clock);
		this.coordinator.prepare(List.<Drain>copyOf(this.drains.values()));
	}

	static Simulation of(RandomPlan plan) {
		return new Simulation(plan);
	}

	void run() {
		TreeMap<Long, Runnable> acts = new TreeMap<>();
		acts.put(nanos(this.plan.beginAgainAt()), this::begin);
		this.plan.expediteAt().ifPresent((at) -> acts.put(nanos(at), this.coordinator::expedite));
		this.clock.settle();
		begin();
		this.clock.settle();
		while (!this.coordinator.ended().isDone()) {
			long next = this.clock.next();
			boolean isActNext = !acts.isEmpty() && acts.firstKey() <= next;
			next = isActNext ? acts.firstKey() : next;
			if (next > nanos(this.plan.budget().total().toMillis() + 1000)) {
				throw new AssertionError("It goes on after its budget: %s%n%s".formatted(this.heard, this.plan));
			}
			this.clock.advanceTo(next);
			if (isActNext) {
				acts.pollFirstEntry().getValue().run();
			}
			this.clock.settle();
			this.coordinator.report().ifPresent(this.reports::add);
		}
	}

	private static long nanos(long millis) {
		return Duration.ofMillis(millis).toNanos();
	}

	private void begin() {
		this.beginnings += this.coordinator.begin(new Cause.Signal("TERM", 15, "")) ? 1 : 0;
	}

	@Override
	public synchronized void onEvent(TerminationEvent event) {
		this.clock.progress();
		Map<String, Long> left = new HashMap<>();
		this.drains.forEach((name, drain) -> left.put(name, drain.left()));
		this.heard.add(new Heard(this.clock.nanos(), event, left));
	}

	/**
	 * Lets the drains that hang go, so that nothing is left of this world.
	 */
	void end() {
		this.drains.values().forEach(SimulatedDrain::release);
		List<Thread> left = this.clock.inhabitants();
		while (!left.isEmpty()) {
			this.clock.advanceTo(this.clock.nanos() + nanos(1000));
			left.forEach(LockSupport::unpark);
			Thread.yield();
			left = this.clock.inhabitants();
		}
	}

	RandomPlan plan() {
		return this.plan;
	}

	synchronized List<Heard> heard() {
		return List.copyOf(this.heard);
	}

	List<Report> reports() {
		return this.reports;
	}

	Report report() {
		return this.coordinator.ended().join();
	}

	long beginnings() {
		return this.beginnings;
	}

	SimulatedDrain drain(String name) {
		return this.drains.get(name);
	}

	/**
	 * An event and when it was told.
	 *
	 * @param nanos when
	 * @param event what
	 * @param left how much each drain truly had left then
	 */
	record Heard(long nanos, TerminationEvent event, Map<String, Long> left) {

		@Override
		public String toString() {
			return "\n  %.3f ms %s".formatted(this.nanos / 1e6, this.event);
		}

	}

}
