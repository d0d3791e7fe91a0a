package dev.lastcall.faults;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.lastcall.sample.process.AppCommand;
import dev.lastcall.sample.process.AppProcess;
import dev.lastcall.sample.process.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real processes with a fault: each is gone within its budget, every time, and its log
 * names the culprit.
 */
class FaultIT {

	private static final int RUNS = Integer.getInteger("it.runs", 1);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	/**
	 * What the kernel and the JVM need to end a process that has been halted, and this
	 * machine to notice.
	 */
	private static final Duration SLACK = Duration.ofMillis(250);

	private static final Duration BUDGET = Duration.ofSeconds(3);

	private final HttpClient client = HttpClient.newHttpClient();

	@TempDir
	private Path directory;

	@ParameterizedTest
	@EnumSource
	void processIsGoneWithinItsBudgetAndNamesTheCulprit(Fault fault) {
		for (int run = 1; run <= RUNS; run++) {
			leave(fault, "%s, run %d of %d".formatted(fault, run, RUNS));
		}
	}

	private void leave(Fault fault, String description) {
		int port = FreePorts.next();
		try (AppProcess process = command(fault, port).start().awaitReady(PATIENCE)) {
			if (fault == Fault.HANDLER_THAT_NEVER_RETURNS) {
				HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/hang".formatted(port)))
					.build();
				CompletableFuture<?> unanswered = this.client.sendAsync(request, BodyHandlers.discarding());
				process.awaitOutput("Hanging", PATIENCE);
				assertThat(unanswered).isNotDone();
			}
			process.signal("TERM");
			AppProcess.Exit exit = process.awaitExit(PATIENCE);
			String output = process.output();
			assertThat(exit.took()).as("%s: %s", description, output).isLessThan(BUDGET.plus(SLACK));
			assertThat(exit.code()).as("%s: %s", description, output).isEqualTo(fault.exitCode());
			assertThat(fault.log()).as(description).allSatisfy((line) -> assertThat(output).containsPattern(line));
			assertThat(output).as(description).containsPattern("Termination (ended|forced) on SIGTERM after");
		}
	}

	private AppCommand command(Fault fault, int port) {
		return AppCommand
			.mainClass(System.getProperty("java.class.path"), FaultApplication.class.getName(), this.directory)
			.named(fault.name())
			.readiness(URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(port)))
			.args("--server.port=" + port, "--management.server.port=" + port,
					"--spring.main.sources=" + fault.source().getName(), "--spring.main.banner-mode=off",
					"--spring.config.location=optional:classpath:/faults.yml", "--lastcall.budget.grace-period=4s",
					"--lastcall.budget.margin=1s");
	}

}
