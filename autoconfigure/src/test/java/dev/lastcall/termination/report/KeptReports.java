package dev.lastcall.termination.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.Coordinator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a {@link ReportKeeper} leaves in a directory, and what it tells. Every wait ends
 * after twenty seconds.
 */
final class KeptReports implements ReportObserver {

	private final Path directory;

	private final BlockingQueue<PreviousRun> previous = new LinkedBlockingQueue<>();

	private final BlockingQueue<String> problems = new LinkedBlockingQueue<>();

	KeptReports(Path directory) {
		this.directory = directory;
	}

	ReportKeeper keeper(Optional<Path> message, Optional<Path> directory) {
		return keeper(message, directory, () -> null);
	}

	ReportKeeper keeper(Optional<Path> message, Optional<Path> directory, Supplier<Coordinator> coordinator) {
		return new ReportKeeper(new ReportPaths(message, directory, "orders"), coordinator, this, Ticker.system(),
				Duration.ofSeconds(20));
	}

	Path message() {
		return this.directory.resolve("message");
	}

	JsonNode readMessage() {
		return TestReports.read(message());
	}

	String verdict() {
		return readMessage().get("verdict").asString();
	}

	JsonNode awaitMessage(String part) throws Exception {
		await(() -> Files.exists(message()) && Files.readString(message()).contains(part));
		return readMessage();
	}

	void awaitMarker(String line) throws Exception {
		await(() -> !files(".run").isEmpty() && Files.readString(files(".run").get(0)).contains(line));
	}

	void awaitReport() throws Exception {
		await(() -> !files(".json").isEmpty());
	}

	private static void await(Condition condition) throws Exception {
		long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (!condition.holds()) {
			assertThat(System.nanoTime() - limit).isNegative();
			Thread.yield();
		}
	}

	List<Path> files(String suffix) throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.filter((file) -> file.toString().endsWith(suffix)).toList();
		}
	}

	// What a later run of the same application is told.
	PreviousRun nextPrevious() throws IOException {
		RunIdentity next = RunIdentity.of("orders", TestReports.NOW);
		return new RunRecord(new ReportDirectory(this.directory), next, () -> TestReports.NOW, Ticker.system())
			.takePrevious()
			.get(0);
	}

	@Override
	public void onPrevious(PreviousRun previous) {
		this.previous.add(previous);
	}

	@Override
	public void onProblem(String problem) {
		this.problems.add(problem);
	}

	PreviousRun awaitPrevious() throws InterruptedException {
		return this.previous.poll(20, TimeUnit.SECONDS);
	}

	String awaitProblem() throws InterruptedException {
		return this.problems.poll(20, TimeUnit.SECONDS);
	}

	BlockingQueue<String> problems() {
		return this.problems;
	}

	/**
	 * What a test waits for.
	 */
	@FunctionalInterface
	private interface Condition {

		boolean holds() throws IOException;

	}

}
