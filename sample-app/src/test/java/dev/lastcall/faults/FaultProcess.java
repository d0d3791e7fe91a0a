package dev.lastcall.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.lastcall.sample.process.AppCommand;
import dev.lastcall.sample.process.AppProcess;
import dev.lastcall.sample.process.FreePorts;
import dev.lastcall.sample.process.Poll;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process that has a fault, from its start to its end. Used by one thread at a time.
 */
final class FaultProcess implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	/**
	 * What the kernel and the JVM need to end a process that has been halted, and this
	 * machine to notice.
	 */
	private static final Duration SLACK = Duration.ofMillis(250);

	private static final Duration BUDGET = Duration.ofSeconds(3);

	private final Fault fault;

	private final String description;

	private final int port = FreePorts.next();

	private final AppCommand command;

	private final Path reports;

	private final WallClock wallClock;

	private final HttpClient client = HttpClient.newHttpClient();

	private AppProcess process;

	FaultProcess(Fault fault, Path directory, String description) {
		this.fault = fault;
		this.description = description;
		this.reports = directory.resolve("reports-" + this.port);
		this.wallClock = new WallClock(directory.resolve("wall-clock-" + this.port));
		this.command = AppCommand
			.mainClass(System.getProperty("java.class.path"), FaultApplication.class.getName(), directory)
			.named(fault.name())
			.readiness(URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(this.port)))
			.jvm("-Xmx128m", "-XX:TieredStopAtLevel=1")
			.args("--server.port=" + this.port, "--management.server.port=" + this.port,
					"--spring.main.sources=" + fault.source().getName(), "--spring.main.banner-mode=off",
					"--spring.config.location=optional:classpath:/faults.yml", "--lastcall.budget.grace-period=4s",
					"--lastcall.budget.margin=1s", "--lastcall.report.directory=" + this.reports);
		if (fault == Fault.DISK_THAT_IS_FULL) {
			this.command.args("--logging.file.name=/dev/full");
		}
		if (fault == Fault.READER_THAT_STOPS) {
			this.command.piped();
		}
		if (fault == Fault.CLOCK_THAT_JUMPS) {
			this.wallClock.govern(this.command);
		}
	}

	void start() {
		try {
			Files.createDirectory(this.reports);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.process = this.command.start();
	}

	void awaitReady() {
		this.process.awaitReady(PATIENCE);
		// On a thread of its own, which readiness does not wait for.
		this.process.awaitOutput("now come through tier 'native'", PATIENCE);
	}

	void leave() {
		prepare();
		this.process.signal("TERM");
		Duration late = disturb();
		AppProcess.Exit exit = this.process.awaitExit(PATIENCE);
		String output = this.process.output();
		assertThat(exit.took()).as("%s: %s", this.description, output).isLessThan(BUDGET.plus(late).plus(SLACK));
		assertThat(exit.code()).as("%s: %s", this.description, output).isEqualTo(this.fault.exitCode());
		assertThat(this.fault.log()).as(this.description)
			.allSatisfy((line) -> assertThat(output).containsPattern(line));
		if (this.fault.saysLastLine()) {
			assertThat(output).as(this.description).containsPattern("Termination (ended|forced) on SIGTERM after");
		}
		if (!this.fault.drained().isEmpty()) {
			assertDrained(report());
		}
	}

	private void assertDrained(String report) {
		assertThat(this.fault.drained()).as("%s: %s", this.description, report)
			.allSatisfy((drain) -> assertThat(report)
				.containsPattern("\\{[^{}]*\"drain\":\\s*\"%s\"[^{}]*\"status\":\\s*\"at-rest\"".formatted(drain)));
	}

	private String report() {
		try (DirectoryStream<Path> files = Files.newDirectoryStream(this.reports, "*.json")) {
			return Files.readString(files.iterator().next());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void prepare() {
		if (this.fault == Fault.HANDLER_THAT_NEVER_RETURNS) {
			HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/hang".formatted(this.port)))
				.build();
			CompletableFuture<?> unanswered = this.client.sendAsync(request, BodyHandlers.discarding());
			this.process.awaitOutput("Hanging", PATIENCE);
			assertThat(unanswered).isNotDone();
		}
		if (this.fault == Fault.HEAP_THAT_IS_EXHAUSTED) {
			HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/exhaust".formatted(this.port)))
				.build();
			this.client.sendAsync(request, BodyHandlers.discarding());
			this.process.awaitOutput("Exhausted", PATIENCE);
		}
		if (this.fault == Fault.READER_THAT_STOPS) {
			this.process.stopReading();
			// Until the pipe is full, which holds 64 KiB on Linux.
			Poll.pause(Duration.ofSeconds(1));
		}
	}

	// Returns for how long after its deadline the process could do nothing.
	private Duration disturb() {
		return switch (this.fault) {
			case CLOCK_THAT_JUMPS -> jump();
			case STOP_AND_CONTINUE -> stopFor(Duration.ofSeconds(1));
			case STOP_AND_CONTINUE_LATE -> stopFor(BUDGET.plusSeconds(1));
			default -> Duration.ZERO;
		};
	}

	private Duration jump() {
		Poll.pause(Duration.ofMillis(500));
		this.wallClock.jumpTo(Duration.ofHours(1));
		Poll.pause(Duration.ofSeconds(1));
		this.wallClock.jumpTo(Duration.ofHours(-1));
		return Duration.ZERO;
	}

	private Duration stopFor(Duration time) {
		Duration before = Duration.ofMillis(500);
		long began = System.nanoTime();
		Poll.pause(before);
		this.process.send("STOP");
		Poll.pause(time);
		this.process.send("CONT");
		Duration late = Duration.ofNanos(System.nanoTime() - began).minus(BUDGET);
		return late.isNegative() ? Duration.ZERO : late;
	}

	@Override
	public void close() {
		if (this.process != null) {
			this.process.close();
		}
	}

}
