package dev.lastcall.benchmarks;

import java.util.Collection;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

import dev.lastcall.benchmarks.requests.RequestGateFilterBenchmark;

/**
 * What the servlet filter costs a request, in nanoseconds and in bytes.
 */
final class RequestGateComparison {

	private RequestGateComparison() {
	}

	static String run(Workspace workspace, int rounds) {
		Markdown table = new Markdown("", "threads", "chain alone", "through the filter", "difference");
		for (int threads = 1; threads <= 2; threads++) {
			Collection<RunResult> results = measure(threads, rounds);
			row(table, "ns, median iteration", threads, results, (result) -> time(result).getPercentile(50));
			row(table, "ns, best iteration", threads, results, (result) -> time(result).getMin());
			row(table, "bytes allocated", threads, results, RequestGateComparison::allocation);
		}
		return table.toString();
	}

	private static Collection<RunResult> measure(int threads, int forks) {
		Options options = new OptionsBuilder().include(RequestGateFilterBenchmark.class.getName())
			.addProfiler(GCProfiler.class)
			.threads(threads)
			.forks(forks)
			.build();
		try {
			return new Runner(options).run();
		}
		catch (RunnerException ex) {
			throw new IllegalStateException("JMH failed", ex);
		}
	}

	private static Statistics time(RunResult result) {
		return result.getPrimaryResult().getStatistics();
	}

	private static double allocation(RunResult result) {
		return Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"), "GCProfiler").getScore();
	}

	private static void row(Markdown table, String label, int threads, Collection<RunResult> results,
			ToDoubleFunction<RunResult> part) {
		double direct = part.applyAsDouble(named("direct", results));
		double filtered = part.applyAsDouble(named("filtered", results));
		table.row(label, threads, cell(direct), cell(filtered), cell(filtered - direct));
	}

	private static RunResult named(String method, Collection<RunResult> results) {
		return results.stream()
			.filter((result) -> result.getPrimaryResult().getLabel().equals(method))
			.findFirst()
			.orElseThrow();
	}

	private static String cell(double value) {
		return Markdown.format("%.1f", value);
	}

}
