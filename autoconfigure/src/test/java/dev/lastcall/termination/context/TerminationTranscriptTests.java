package dev.lastcall.termination.context;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.Log;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.termination.Coordinator;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class TerminationTranscriptTests {

	@AfterEach
	void logAsBefore() {
		Log.defaultLevel();
	}

	@Test
	void cleanTerminationReadsLikeThis(CapturedOutput output) {
		startAndClose(Clean.class);
		assertThat(Log.lines(output, TerminationLifecycle.class)).containsExactly(
				"INFO Last Call has 5 drains and a budget of N ms, and hears no signal, because this is a test.");
		assertThat(String.join("\n", Log.lines(output, TerminationLog.class))).isEqualTo(
				"""
						INFO Termination began on the end of a test's application context and may take N ms.
						INFO Stage 'announce' began and may take N ms: readiness.
						INFO Drain 'readiness' is at rest after N ms.
						INFO Stage 'sources' began and may take N ms: poller.
						INFO Drain 'poller' is at rest after N ms.
						INFO Stage 'work' began and may take N ms: first, second.
						INFO Drain 'first' is at rest after N ms.
						INFO Drain 'second' is at rest after N ms.
						INFO Stage 'close' began and may take N ms: application-context.
						INFO Drain 'application-context' is at rest after N ms.
						INFO Termination ended on the end of a test's application context after N ms of N ms: 5 drains at rest.""");
	}

	@Test
	void terminationThatCutsSomethingOffReadsLikeThis(CapturedOutput output) {
		startAndClose(Unclean.class, "--lastcall.budget.grace-period=5s", "--lastcall.budget.margin=0");
		assertThat(String.join("\n", Log.lines(output, TerminationLog.class))).isEqualTo(
				"""
						INFO Termination began on the end of a test's application context and may take N ms.
						INFO Stage 'announce' began and may take N ms: readiness.
						INFO Drain 'readiness' is at rest after N ms.
						INFO Stage 'sources' began and may take N ms: broken.
						WARN Drain 'broken' failed after N ms.
						INFO Stage 'work' began and may take N ms: deaf.
						WARN Drain 'deaf' will probably miss its deadline, which is N ms away: 3 left, none finished for N ms.
						WARN Drain 'deaf' is cancelled, 3 left. The deadline of the stage 'work' is N ms away.
						WARN Drain 'deaf' is interrupted, because it did not heed its cancellation.
						WARN Drain 'deaf' is abandoned after N ms, 3 left.
						INFO Stage 'close' began and may take N ms: application-context.
						INFO Drain 'application-context' is at rest after N ms.
						WARN Termination ended on the end of a test's application context after N ms of N ms: 2 drains at rest, but not 'broken' (failed), 'deaf' (abandoned, 3 left).""");
		assertThat(output).contains("java.lang.IllegalStateException: no broker")
			.containsPattern("\"lastcall-drain-deaf\" (TIMED_)?WAITING\n\tat ");
	}

	private static void startAndClose(Class<?> source, String... arguments) {
		SpringApplication application = new SpringApplication(source);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setRegisterShutdownHook(false);
		application.addInitializers(new TestSurroundings());
		application.setDefaultProperties(Map.of("logging.level.dev.lastcall", "info"));
		ConfigurableApplicationContext context = application.run(arguments);
		Coordinator coordinator = context.getBean(Coordinator.class);
		context.close();
		assertThat(coordinator.ended()).succeedsWithin(Duration.ofSeconds(10));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(excludeName = "org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration")
	static class Clean {

		@Bean
		Drain poller() {
			return Drain.of("poller", Stage.SOURCES, (context) -> {
			});
		}

		@Bean
		Drain first() {
			return Drain.of("first", Stage.WORK, (context) -> {
			});
		}

		@Bean
		Drain second() {
			return new Second();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(excludeName = "org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration")
	static class Unclean {

		@Bean
		Drain broken() {
			return Drain.of("broken", Stage.SOURCES, (context) -> {
				throw new IllegalStateException("no broker");
			});
		}

		@Bean(destroyMethod = "letGo")
		Deaf deaf() {
			return new Deaf();
		}

	}

	private static final class Second implements Drain {

		@Override
		public String name() {
			return "second";
		}

		@Override
		public Stage stage() {
			return Stage.WORK;
		}

		@Override
		public Set<String> after() {
			return Set.of("first");
		}

		@Override
		public void drain(DrainContext context) {
			// At rest already.
		}

	}

	/**
	 * A drain that heeds nothing until its bean is destroyed.
	 */
	private static final class Deaf implements Drain {

		private final CountDownLatch destroyed = new CountDownLatch(1);

		@Override
		public String name() {
			return "deaf";
		}

		@Override
		public Stage stage() {
			return Stage.WORK;
		}

		@Override
		public void drain(DrainContext context) {
			while (this.destroyed.getCount() > 0) {
				try {
					this.destroyed.await();
				}
				catch (InterruptedException ex) {
					// Deaf.
				}
			}
		}

		@Override
		public Remaining remaining() {
			return Remaining.of(3);
		}

		void letGo() {
			this.destroyed.countDown();
		}

	}

}
