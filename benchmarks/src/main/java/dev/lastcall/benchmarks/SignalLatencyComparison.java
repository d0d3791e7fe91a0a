package dev.lastcall.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import dev.lastcall.benchmarks.signals.Latency;
import dev.lastcall.benchmarks.signals.SignalLatency;
import dev.lastcall.sample.fleet.Timings;

/**
 * How long SIGTERM takes to reach the code of programs of several kinds, next to Go's.
 */
final class SignalLatencyComparison {

	private SignalLatencyComparison() {
	}

	static String run(Workspace workspace, int rounds) {
		List<Latency> results = SignalLatency.measure(workspace.newDirectory(), rounds);
		Timings go = results.stream()
			.filter((result) -> result.receiver().equals(SignalLatency.GO))
			.map((result) -> new Timings(result.warm()))
			.findFirst()
			.orElseThrow();
		Markdown table = new Markdown("", "first", "p50", "p99", "max", "p50 to Go's", "p99 to Go's");
		results.forEach((result) -> row(table, result, go));
		return table.toString();
	}

	private static void row(Markdown table, Latency result, Timings go) {
		Timings warm = new Timings(result.warm());
		table.row(result.receiver(), Markdown.micros(new Timings(result.first()).median()),
				Markdown.micros(warm.median()), Markdown.micros(warm.percentile(99)), Markdown.micros(warm.longest()),
				ratio(warm, go, Timings::median), ratio(warm, go, (timings) -> timings.percentile(99)));
	}

	private static String ratio(Timings timings, Timings go, Function<Timings, Duration> statistic) {
		return Markdown.ratio(statistic.apply(timings), statistic.apply(go));
	}

}
