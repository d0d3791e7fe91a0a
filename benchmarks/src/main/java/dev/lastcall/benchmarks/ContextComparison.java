package dev.lastcall.benchmarks;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;

import com.sun.management.ThreadMXBean;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.Cancellation.Cause;
import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.DrainContext.Registration;
import dev.lastcall.drain.Ticker;

/**
 * What 100,000 drain contexts below one cost, in time and in bytes: those that only know
 * their deadline, and those that something is registered with.
 */
final class ContextComparison {

	private static final int CONTEXTS = 100_000;

	private static final Duration DEADLINE = Duration.ofMinutes(1);

	private static final Cancellation REASON = new Cancellation(Cause.DEADLINE, "The deadline is near.");

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final List<Step> steps = new ArrayList<>();

	private ContextComparison() {
	}

	static String run(Workspace workspace, int rounds) {
		ContextComparison comparison = new ContextComparison();
		for (int round = 0; round < rounds; round++) {
			comparison.measure();
		}
		Markdown table = new Markdown("100,000 contexts", "median", "best", "bytes for each");
		comparison.steps.stream().map(Step::name).distinct().forEach((name) -> comparison.row(table, name));
		return table.toString();
	}

	private void measure() {
		DrainContext parent = DrainContext.root(Deadline.never(), Ticker.system());
		LongAdder heard = new LongAdder();
		DrainContext[] contexts = new DrainContext[CONTEXTS];
		Registration[] registrations = new Registration[CONTEXTS];
		each("create", (index) -> contexts[index] = parent.child(DEADLINE));
		each("ask whether it is cancelled", (index) -> require(!contexts[index].isCancelled()));
		each("register an action",
				(index) -> registrations[index] = contexts[index].onCancel((reason) -> heard.increment()));
		each("close its registration", (index) -> registrations[index].close());
		each("register again", (index) -> contexts[index].onCancel((reason) -> heard.increment()));
		step("cancel all by their parent", () -> parent.cancel(REASON));
		require(heard.sum() == CONTEXTS);
		each("bind and unbind", (index) -> contexts[index].bind().close());
	}

	private void each(String name, IntConsumer action) {
		step(name, () -> {
			for (int index = 0; index < CONTEXTS; index++) {
				action.accept(index);
			}
		});
	}

	private void step(String name, Runnable action) {
		long allocated = THREADS.getCurrentThreadAllocatedBytes();
		long began = System.nanoTime();
		action.run();
		Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
		this.steps.add(new Step(name, elapsed, THREADS.getCurrentThreadAllocatedBytes() - allocated));
	}

	private static void require(boolean condition) {
		if (!condition) {
			throw new IllegalStateException("The contexts do not do what is measured");
		}
	}

	private void row(Markdown table, String name) {
		List<Step> runs = this.steps.stream()
			.filter((step) -> step.name().equals(name))
			.sorted(Comparator.comparing(Step::elapsed))
			.toList();
		long bytes = runs.stream().mapToLong(Step::bytes).min().orElseThrow();
		table.row(name, Markdown.millis(runs.get(runs.size() / 2).elapsed()), Markdown.millis(runs.get(0).elapsed()),
				Markdown.format("%.0f", (double) bytes / CONTEXTS));
	}

	/**
	 * One thing done to all contexts.
	 *
	 * @param name what
	 * @param elapsed how long it took
	 * @param bytes how much was allocated
	 */
	private record Step(String name, Duration elapsed, long bytes) {
	}

}
