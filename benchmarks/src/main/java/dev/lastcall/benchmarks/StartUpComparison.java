package dev.lastcall.benchmarks;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;

import dev.lastcall.sample.fleet.Timings;
import dev.lastcall.sample.process.AppCommand;
import dev.lastcall.sample.process.AppProcess;
import dev.lastcall.sample.process.Poll;

/**
 * How long a start takes: by the application's own account, and in processor time. What
 * is put off until after the start is not lost, it shows in the processor time later.
 */
final class StartUpComparison {

	private static final String STARTED = "Started \\S+ in ([0-9.]+) seconds \\(process running for ([0-9.]+)\\)";

	private static final Duration TIMEOUT = Duration.ofSeconds(90);

	private static final Duration LATER = Duration.ofSeconds(3);

	private StartUpComparison() {
	}

	static String run(Workspace workspace, int rounds) {
		try (Instances instances = new Instances(workspace)) {
			Sides<List<Start>> starts = Sides.alternate(rounds, (side) -> start(instances.get(side).command()));
			return Markdown.comparison()
				.comparisonRow("started in", median(starts, Start::started))
				.comparisonRow("process running for", median(starts, Start::running))
				.comparisonRow("processor time when started", median(starts, Start::cpu))
				.comparisonRow("processor time %d s later".formatted(LATER.toSeconds()),
						median(starts, Start::cpuLater))
				.toString();
		}
	}

	private static Sides<Duration> median(Sides<List<Start>> starts, Function<Start, Duration> part) {
		return starts.map((list) -> new Timings(list.stream().map(part).toList()).median());
	}

	// Watches the output: asking for readiness again and again would cost processor time.
	private static Start start(AppCommand command) {
		try (AppProcess process = command.start()) {
			MatchResult started = process.awaitOutput(STARTED, TIMEOUT);
			Duration cpu = process.cpuTime();
			Poll.pause(LATER);
			Duration cpuLater = process.cpuTime();
			process.awaitReady(TIMEOUT).signal("TERM");
			process.awaitExit(TIMEOUT);
			return new Start(seconds(started.group(1)), seconds(started.group(2)), cpu, cpuLater);
		}
	}

	private static Duration seconds(String text) {
		return Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValueExact());
	}

	/**
	 * One start.
	 *
	 * @param started the time that Spring Boot says the start took
	 * @param running the time that Spring Boot says the process had been running for
	 * @param cpu the processor time at that moment
	 * @param cpuLater the processor time a while later
	 */
	private record Start(Duration started, Duration running, Duration cpu, Duration cpuLater) {
	}

}
