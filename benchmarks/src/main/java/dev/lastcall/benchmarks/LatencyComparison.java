package dev.lastcall.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.lastcall.sample.fleet.SampleInstance;
import dev.lastcall.sample.fleet.Timings;
import dev.lastcall.sample.process.HttpConnection;

/**
 * How long a request takes on a kept connection, one at a time. Both applications run at
 * the same time and are asked in blocks, ABBA, so that both see the same machine. Each
 * round has new processes, because two JVMs that run the same program differ by a few
 * percent, and takes the sides in the other order.
 */
final class LatencyComparison {

	private static final int WARM_UP = 40;

	private static final int BLOCKS = 40;

	private static final int REQUESTS = 500;

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private LatencyComparison() {
	}

	static String run(Workspace workspace, int rounds) {
		Sides<List<Timings>> blocks = Sides.of((side) -> new ArrayList<>());
		for (int round = 0; round < rounds; round++) {
			round(workspace, round, blocks);
		}
		return Markdown.comparison()
			.comparisonRow("request, median", typical(blocks, Timings::median))
			.comparisonRow("request, p99", typical(blocks, (block) -> block.percentile(99)))
			.toString();
	}

	// The median over the blocks, so that the few that met other work on the machine do
	// not make the p99 of all.
	private static Sides<Duration> typical(Sides<List<Timings>> blocks, Function<Timings, Duration> statistic) {
		return blocks.map((list) -> new Timings(list.stream().map(statistic).toList()).median());
	}

	private static void round(Workspace workspace, int round, Sides<List<Timings>> blocks) {
		try (Instances instances = new Instances(workspace)) {
			Side.order(round).forEach((side) -> start(instances.get(side)));
			try (HttpConnection stock = connect(instances.get(Side.STOCK));
					HttpConnection lastCall = connect(instances.get(Side.LAST_CALL))) {
				Sides<HttpConnection> connections = new Sides<>(stock, lastCall);
				// The side that comes first has an advantage, so it is not always the
				// same.
				measure(connections, round, WARM_UP, Sides.of((side) -> new ArrayList<>()));
				measure(connections, round, BLOCKS, blocks);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void start(SampleInstance instance) {
		// Otherwise every hundredth request, and so the p99, would need a new connection.
		instance.command().args("--server.tomcat.max-keep-alive-requests=-1");
		instance.start();
	}

	private static HttpConnection connect(SampleInstance instance) throws IOException {
		return HttpConnection.open(instance.port(), TIMEOUT);
	}

	private static void measure(Sides<HttpConnection> connections, int round, int count, Sides<List<Timings>> blocks)
			throws IOException {
		for (int block = 0; block < count; block++) {
			for (Side side : Side.order(round + block)) {
				blocks.get(side).add(block(connections.get(side)));
			}
		}
	}

	private static Timings block(HttpConnection connection) throws IOException {
		List<Duration> durations = new ArrayList<>(REQUESTS);
		for (int request = 0; request < REQUESTS; request++) {
			long start = System.nanoTime();
			HttpConnection.Answer answer = connection.get("/orders/counts");
			durations.add(Duration.ofNanos(System.nanoTime() - start));
			if (answer.status() != 200) {
				throw new IllegalStateException("Answered %d '%s'".formatted(answer.status(), answer.body()));
			}
		}
		return new Timings(durations);
	}

}
