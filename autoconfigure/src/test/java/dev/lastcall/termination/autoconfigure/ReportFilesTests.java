package dev.lastcall.termination.autoconfigure;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.mock.env.MockEnvironment;

import dev.lastcall.drain.InvalidSettingException;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.autoconfigure.TerminationProperties.Report;
import dev.lastcall.termination.metrics.PreviousRunMetrics;
import dev.lastcall.termination.report.ReportPaths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ReportFilesTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TestSurroundings())
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withConfiguration(
				AutoConfigurations.of(TerminationAutoConfiguration.class, TerminationMetricsAutoConfiguration.class));

	@TempDir
	private Path directory;

	@Test
	void terminationLogIsWrittenWhereThePlatformProvidesIt() {
		File provided = new File(ReportFiles.TERMINATION_LOG);
		assertThat(paths(ReportFiles.TERMINATION_LOG, "").message().isPresent())
			.isEqualTo(provided.isFile() && provided.canWrite());
	}

	@Test
	void fileThatIsNamedIsWrittenEvenIfItIsMissing() {
		assertThat(paths("/missing/file", "").message()).contains(Path.of("/missing/file"));
	}

	@Test
	void emptyIsNone() {
		assertThat(paths("", "")).extracting(ReportPaths::message, ReportPaths::directory)
			.allMatch((it) -> it.toString().equals("Optional.empty"));
		assertThat(paths(" ", "/reports").directory()).contains(Path.of("/reports"));
	}

	@Test
	void applicationIsTheOneOfSpring() {
		assertThat(paths("", "").application()).isEqualTo("application");
		MockEnvironment environment = new MockEnvironment().withProperty("spring.application.name", "orders");
		assertThat(ReportFiles.paths(new Report("", ""), environment).application()).isEqualTo("orders");
	}

	@Test
	void whatIsNoPathIsRefused() {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> new Report("a\u0000b", ""))
			.withMessageContaining("The property 'lastcall.report.termination-log' is 'a?b', which is no path: ");
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> new Report("", "a\u0000b"))
			.withMessageContaining("'lastcall.report.directory'");
	}

	@Test
	void terminationOfAnApplicationLeavesItsReportsAndTheNextOneCountsIt() {
		ApplicationContextRunner reporting = this.contextRunner.withPropertyValues(
				"lastcall.report.directory=" + this.directory,
				"lastcall.report.termination-log=" + this.directory.resolve("message"));
		reporting.run(ReportFilesTests::close);
		assertThat(this.directory.resolve("message")).content().contains("\"verdict\":\"clean\"");
		reporting.run((context) -> {
			assertThat(awaitPrevious(context.getBean(MeterRegistry.class))).isEqualTo("clean");
			// It writes, too, and the directory goes with the test.
			close(context);
		});
	}

	private static void close(ConfigurableApplicationContext context) {
		Coordinator coordinator = context.getBean(Coordinator.class);
		context.close();
		assertThat(coordinator.ended()).succeedsWithin(Duration.ofSeconds(20));
	}

	@Test
	void withoutAPropertyNothingOfThisHappens() throws Exception {
		this.contextRunner.run((context) -> {
			assertThat(context).doesNotHaveBean(PreviousRunMetrics.class);
			assertThat(context.getBean(MeterRegistry.class).find(PreviousRunMetrics.PREVIOUS).meters()).isEmpty();
		});
		try (Stream<Path> files = Files.list(this.directory)) {
			assertThat(files).isEmpty();
		}
	}

	private static String awaitPrevious(MeterRegistry registry) {
		long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (System.nanoTime() < limit) {
			for (Gauge gauge : registry.get(PreviousRunMetrics.PREVIOUS).gauges()) {
				if (gauge.value() == 1) {
					return gauge.getId().getTag("outcome");
				}
			}
			Thread.yield();
		}
		return "unknown";
	}

	private static ReportPaths paths(String message, String directory) {
		return ReportFiles.paths(new Report(message, directory), new MockEnvironment());
	}

}
