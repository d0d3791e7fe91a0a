package dev.lastcall.benchmarks;

import java.time.Duration;

import dev.lastcall.sample.fleet.SampleInstance;
import dev.lastcall.sample.fleet.Timings;
import dev.lastcall.sample.process.Poll;

/**
 * How long an idle application takes from SIGTERM until it is gone, outside of
 * Kubernetes, where Last Call does not linger.
 */
final class ExitComparison {

	private static final Duration SETTLED = Duration.ofSeconds(3);

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private ExitComparison() {
	}

	static String run(Workspace workspace, int rounds) {
		try (Instances instances = new Instances(workspace)) {
			Sides<Timings> exits = Sides.alternate(rounds, (side) -> exit(instances.get(side))).map(Timings::new);
			return Markdown.comparison()
				.comparisonRow("SIGTERM to exit, median", exits.map(Timings::median))
				.comparisonRow("SIGTERM to exit, longest", exits.map(Timings::longest))
				.toString();
		}
	}

	private static Duration exit(SampleInstance instance) {
		instance.start();
		Poll.pause(SETTLED);
		return instance.terminate(TIMEOUT).took();
	}

}
