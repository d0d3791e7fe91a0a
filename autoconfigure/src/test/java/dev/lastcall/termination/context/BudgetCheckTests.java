package dev.lastcall.termination.context;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import dev.lastcall.fixture.Log;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class BudgetCheckTests {

	private static final String END = "but the budget of a termination is 28000 ms: what takes longer is cut off. Shorten the one, or lengthen 'lastcall.budget.grace-period', or LASTCALL_GRACE_PERIOD, and the platform's own grace period.";

	private final GenericApplicationContext context = new GenericApplicationContext();

	private final MockEnvironment environment = new MockEnvironment();

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void stockConfigurationFitsEveryBudget() {
		DefaultLifecycleProcessor processor = new DefaultLifecycleProcessor();
		processor.setTimeoutPerShutdownPhase(30_000);
		processor(processor);
		executor("applicationTaskExecutor", new ThreadPoolTaskExecutor());
		this.context.registerBean(SimpleAsyncTaskExecutor.class);
		assertThat(check(Duration.ofSeconds(1))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "spring.lifecycle.timeout-per-shutdown-phase, 28001, 28001",
			"spring.lifecycle.timeout-per-shutdown-phase, 1m, 60000",
			"spring.task.execution.shutdown.await-termination-period, 40s, 40000",
			"spring.task.scheduling.shutdown.await-termination-period, 40s, 40000",
			"spring.grpc.server.shutdown.grace-period, 29, 29000",
			"spring.grpc.server.shutdown.grace-period, -1, -1000" })
	void propertyThatDoesNotFitIsNamed(String key, String value, long millis) {
		this.environment.setProperty(key, value);
		assertThat(check()).containsExactly("The property '%s' is %d ms, %s".formatted(key, millis, END));
	}

	@ParameterizedTest
	@CsvSource({ "spring.lifecycle.timeout-per-shutdown-phase, 28000",
			"spring.lifecycle.timeout-per-shutdown-phase, nonsense",
			"spring.task.execution.shutdown.await-termination-period, 28s",
			"spring.task.scheduling.shutdown.await-termination-period, ''",
			"spring.grpc.server.shutdown.grace-period, 28", "server.shutdown, graceful" })
	void propertyThatFitsIsNot(String key, String value) {
		this.environment.setProperty(key, value);
		assertThat(check()).isEmpty();
	}

	@Test
	void serverThatStopsAtOnceIsNamed() {
		this.environment.setProperty("server.shutdown", "IMMEDIATE");
		assertThat(check()).containsExactly(
				"The property 'server.shutdown' is 'immediate': when the context closes, the web server cuts off what is in flight instead of waiting within the budget of 28000 ms. Remove the property, or set it to 'graceful'.");
	}

	@Test
	void executorsConfiguredByHandAreNamed() {
		ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
		scheduler.setAwaitTerminationSeconds(31);
		this.context.registerBean("jobs", ThreadPoolTaskScheduler.class, () -> scheduler);
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setAwaitTerminationSeconds(29);
		executor("orders", executor);
		SimpleAsyncTaskExecutor virtual = new SimpleAsyncTaskExecutor();
		virtual.setTaskTerminationTimeout(30_000);
		this.context.registerBean("virtual", SimpleAsyncTaskExecutor.class, () -> virtual);
		assertThat(check()).containsExactly(
				"The time for which the bean 'jobs' awaits the end of its tasks is 31000 ms, " + END,
				"The time for which the bean 'orders' awaits the end of its tasks is 29000 ms, " + END,
				"The time for which the bean 'virtual' awaits the end of its tasks is 30000 ms, " + END);
	}

	@Test
	void executorThatHasItFromThePropertyIsNotNamedTwice() {
		this.environment.setProperty("spring.task.execution.shutdown.await-termination-period", "40s");
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setAwaitTerminationSeconds(40);
		executor("applicationTaskExecutor", executor);
		assertThat(check()).singleElement().asString().startsWith("The property");
	}

	@Test
	void phasesOfAProcessorMadeByHandAreNamed() {
		DefaultLifecycleProcessor processor = new DefaultLifecycleProcessor();
		processor.setTimeoutPerShutdownPhase(45_000);
		processor.setTimeoutForShutdownPhase(7, 50_000);
		processor.setTimeoutForShutdownPhase(8, 20_000);
		processor(processor);
		assertThat(check()).containsExactly(
				"The timeout per shutdown phase of the bean 'lifecycleProcessor' is 45000 ms, " + END,
				"The timeout for the shutdown phase 7 of the bean 'lifecycleProcessor' is 50000 ms, " + END);
	}

	@Test
	void processorThatHasItFromThePropertyIsNotNamedTwice() {
		this.environment.setProperty("spring.lifecycle.timeout-per-shutdown-phase", "45s");
		DefaultLifecycleProcessor processor = new DefaultLifecycleProcessor();
		processor.setTimeoutPerShutdownPhase(45_000);
		processor(processor);
		assertThat(check()).singleElement().asString().startsWith("The property");
	}

	@Test
	void beanThatNobodyHasUsedIsNotMade() {
		this.context.registerBean("lazy", SimpleAsyncTaskExecutor.class, () -> {
			throw new IllegalStateException("made");
		}, (definition) -> definition.setLazyInit(true));
		assertThat(check()).isEmpty();
	}

	@Test
	void everyMismatchIsOneWarning(CapturedOutput output) {
		this.environment.setProperty("server.shutdown", "immediate");
		this.context.setEnvironment(this.environment);
		this.context.refresh();
		new BudgetCheck(this.context, Duration.ofSeconds(28), List.of("Known before.")).run();
		assertThat(Log.lines(output, BudgetCheck.class)).hasSize(2)
			.startsWith("WARN Known before.")
			.allMatch((line) -> line.startsWith("WARN "));
	}

	private List<String> check() {
		return check(Duration.ofSeconds(28));
	}

	private List<String> check(Duration budget) {
		this.context.setEnvironment(this.environment);
		this.context.refresh();
		return new BudgetCheck(this.context, budget, List.of()).mismatches();
	}

	private void processor(DefaultLifecycleProcessor processor) {
		this.context.registerBean("lifecycleProcessor", DefaultLifecycleProcessor.class, () -> processor);
	}

	private void executor(String name, ThreadPoolTaskExecutor executor) {
		this.context.registerBean(name, ThreadPoolTaskExecutor.class, () -> executor);
	}

}
