package dev.lastcall.benchmarks.deadline;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.Budget;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Coordinator;

/**
 * A process that terminates once, as every process does, and has many drains that have
 * nothing to do.
 */
public final class ManyDrains {

	static final int DRAINS = 1000;

	private static final Budget BUDGET = new Budget(Duration.ofSeconds(28), Duration.ofSeconds(2),
			Duration.ofSeconds(3), Duration.ofMillis(300), Duration.ofMillis(500), Duration.ofSeconds(5));

	private ManyDrains() {
	}

	/**
	 * Prints how many nanoseconds the termination took.
	 * @param args how many drains there are
	 */
	public static void main(String[] args) {
		List<Drain> drains = IntStream.range(0, Integer.parseInt(args[0]))
			.mapToObj((index) -> Drain.of("drain-" + index, Stage.WORK, (context) -> {
			}))
			.toList();
		Coordinator coordinator = new Coordinator(BUDGET, List.of(), Ticker.system());
		coordinator.prepare(drains);
		long began = System.nanoTime();
		coordinator.begin(new Cause.ContextClose());
		coordinator.ended().join();
		System.out.println("took " + (System.nanoTime() - began));
	}

}
