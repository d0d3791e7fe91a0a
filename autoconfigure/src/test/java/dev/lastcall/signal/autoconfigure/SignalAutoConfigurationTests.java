package dev.lastcall.signal.autoconfigure;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.util.ReflectionTestUtils;

import dev.lastcall.exit.Installation;
import dev.lastcall.fixture.Log;
import dev.lastcall.fixture.SignalHandlers;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.termination.autoconfigure.TerminationAutoConfiguration;
import dev.lastcall.termination.context.TerminationLifecycle;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SignalAutoConfigurationTests {

	// TERM alone: the others may be ignored by whoever runs these tests.
	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TestSurroundings())
		.withPropertyValues("lastcall.signals.terminate=TERM")
		.withConfiguration(AutoConfigurations.of(SignalAutoConfiguration.class, TerminationAutoConfiguration.class));

	@BeforeEach
	void logStart() {
		Log.level(LogLevel.INFO);
	}

	@AfterEach
	void logAsBefore() {
		Log.defaultLevel();
	}

	@Test
	void testHearsNoSignal(CapturedOutput output) {
		Set<Object> before = shutdownHandlers();
		this.contextRunner.run((context) -> {
			assertThat(SignalHandlers.isOurs("TERM")).isFalse();
			assertThat(before).containsAll(shutdownHandlers());
			assertStartSays(output, "hears no signal, because this is a test");
		});
	}

	@Test
	void testHearsSignalsIfItIsAskedToAndGivesThemBack(CapturedOutput output) {
		this.contextRunner.withPropertyValues("lastcall.signals.bridge=jdk").run((context) -> {
			assertThat(SignalHandlers.isOurs("TERM")).isTrue();
			assertThat(SignalHandlers.isOurs("INT")).isFalse();
			assertStartSays(output, "hears SIGTERM (tier 'jdk')");
		});
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !SignalHandlers.isOurs("TERM"));
	}

	@Test
	void hookLeavesSignalsToTheJvm(CapturedOutput output) {
		this.contextRunner.withPropertyValues("lastcall.signals.bridge=hook").run((context) -> {
			assertThat(SignalHandlers.isOurs("TERM")).isFalse();
			assertStartSays(output, "hears no signal and begins when the JVM shuts down (tier 'hook')");
			assertThat(output).doesNotContain("WARN");
		});
	}

	@Test
	void shutdownWaitsForTheFinalLine() {
		Set<Object> before = shutdownHandlers();
		this.contextRunner.withPropertyValues("lastcall.signals.bridge=hook")
			.run((context) -> assertThat(shutdownHandlers()).filteredOn((handler) -> !before.contains(handler))
				.hasSize(1));
	}

	@Test
	void shutdownDoesNotWaitIfSpringBootHasNoHook() {
		Set<Object> before = shutdownHandlers();
		this.contextRunner
			.withPropertyValues("lastcall.signals.bridge=hook", "spring.main.register-shutdown-hook=false")
			.run((context) -> assertThat(before).containsAll(shutdownHandlers()));
	}

	@Test
	void nothingIsThereWhenDisabled() {
		this.contextRunner.withPropertyValues("lastcall.enabled=false", "lastcall.signals.bridge=jdk")
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(Installation.class);
				assertThat(SignalHandlers.isOurs("TERM")).isFalse();
			});
	}

	@Test
	void signalsNeedNoOptionalLibrary() {
		this.contextRunner
			.withClassLoader(
					new FilteredClassLoader("org.springframework.boot.actuate", "io.micrometer", "jakarta.servlet"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(Installation.class));
	}

	private static void assertStartSays(CapturedOutput output, String summary) {
		assertThat(Log.lines(output, TerminationLifecycle.class))
			.containsExactly("INFO Last Call has 2 drains and a budget of N ms, and %s.".formatted(summary));
	}

	// Those of other tests may yet go.
	private static Set<Object> shutdownHandlers() {
		return Set
			.copyOf((Collection<?>) ReflectionTestUtils.getField(SpringApplication.getShutdownHandlers(), "actions"));
	}

}
