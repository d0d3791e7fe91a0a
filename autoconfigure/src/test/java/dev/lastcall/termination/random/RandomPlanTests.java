package dev.lastcall.termination.random;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Terminations of random drain graphs, durations and faults. A failure names its seed;
 * {@code -Drandom.plan=<seed>} runs that plan alone.
 */
@Timeout(1200)
class RandomPlanTests {

	private static final int PLANS = Integer.getInteger("random.plans", 500);

	@Test
	void rulesHoldInEveryRandomTermination() throws InterruptedException {
		Long only = Long.getLong("random.plan");
		long first = (only != null) ? only : 1;
		long last = (only != null) ? only : PLANS;
		for (long seed = first; seed <= last; seed++) {
			assertRulesHold(RandomPlan.of(seed));
		}
	}

	private static void assertRulesHold(RandomPlan plan) throws InterruptedException {
		Throwable failure = failure(plan);
		if (failure != null) {
			throw new AssertionError("Run again with -Drandom.plan=%d: %s".formatted(plan.seed(), plan), failure);
		}
	}

	// Each in a world of its own.
	private static @Nullable Throwable failure(RandomPlan plan) throws InterruptedException {
		AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
		Thread world = new Thread(new ThreadGroup("plan " + plan.seed()), () -> {
			try {
				run(plan);
			}
			catch (Throwable ex) {
				failure.set(ex);
			}
		});
		world.start();
		world.join();
		return failure.get();
	}

	private static void run(RandomPlan plan) {
		Simulation simulation = Simulation.of(plan);
		try {
			simulation.run();
			Rules.check(simulation);
		}
		finally {
			simulation.end();
		}
	}

}
