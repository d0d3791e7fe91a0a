package dev.lastcall.work;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.signal.autoconfigure.SignalAutoConfiguration;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.DrainStatus;
import dev.lastcall.termination.Report;
import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.autoconfigure.TerminationAutoConfiguration;
import dev.lastcall.work.autoconfigure.WorkAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class TasksInTerminationTests {

	private static final int TASKS = 6;

	private static final long TASK_MILLIS = 50;

	private final CountDownLatch started = new CountDownLatch(1);

	private final AtomicInteger finished = new AtomicInteger();

	private volatile ThreadPoolTaskExecutor executor;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TestSurroundings())
		.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class, SignalAutoConfiguration.class,
				TerminationAutoConfiguration.class, WorkAutoConfiguration.class))
		.withPropertyValues("spring.task.execution.pool.core-size=1");

	@Test
	void plainSpringBootLosesTheQueue() {
		this.contextRunner.withPropertyValues("lastcall.enabled=false").run((context) -> {
			submitTasks(executor(context));
			awaitFirstTask();
			context.getSourceApplicationContext().close();
		});
		assertThat(this.finished).hasValueBetween(1, 2);
	}

	@Test
	void lastCallFinishesTheQueue() {
		this.contextRunner.run((context) -> {
			submitTasks(executor(context));
			awaitFirstTask();
			assertThat(close(context).isClean()).isTrue();
		});
		assertThat(this.finished).hasValue(TASKS);
	}

	@Test
	void taskMaySubmitToAnExecutorThatIsAtRestAlready() {
		ThreadPoolTaskExecutor one = new ThreadPoolTaskExecutor();
		ThreadPoolTaskExecutor other = new ThreadPoolTaskExecutor();
		this.contextRunner.withBean("one", ThreadPoolTaskExecutor.class, () -> one)
			.withBean("other", ThreadPoolTaskExecutor.class, () -> other)
			.run((context) -> {
				one.execute(() -> {
					task();
					submitTasks(other);
					task();
				});
				assertThat(close(context).isClean()).isTrue();
			});
		assertThat(this.finished).hasValue(2 + TASKS);
	}

	@Test
	void taskThatIsSubmittedInTheSinksRunsWhenTheContextCloses() {
		AtomicInteger finishedInSinks = new AtomicInteger(-1);
		this.contextRunner.withBean(Drain.class, () -> Drain.of("outbox", Stage.SINKS, (drain) -> {
			submitTasks(this.executor);
			finishedInSinks.set(this.finished.get());
		})).run((context) -> {
			this.executor = executor(context);
			submitTasks(this.executor);
			assertThat(close(context).isClean()).isTrue();
		});
		assertThat(finishedInSinks).hasValueBetween(TASKS, 2 * TASKS - 1);
		assertThat(this.finished).hasValue(2 * TASKS);
	}

	@Test
	void stuckTaskIsAbandonedByNameAndTheContextCloses() throws Exception {
		CountDownLatch interrupted = new CountDownLatch(1);
		this.contextRunner.withPropertyValues("lastcall.budget.grace-period=1s", "lastcall.budget.margin=0")
			.run((context) -> {
				executor(context).execute(() -> stick(interrupted));
				submitTasks(executor(context));
				Report report = close(context);
				assertThat(context.getSourceApplicationContext().isActive()).isFalse();
				assertThat(report.unfinished()).singleElement().satisfies((drain) -> {
					assertThat(drain.name()).isEqualTo("applicationTaskExecutor");
					assertThat(drain.status()).isEqualTo(DrainStatus.ABANDONED);
					assertThat(drain.remaining().details()).containsExactly("1 running, 6 queued");
				});
				assertThat(report.drains()).extracting(DrainEntry::name).contains("application-context");
			});
		assertThat(interrupted.await(10, TimeUnit.SECONDS)).as("shut down as ever").isTrue();
		assertThat(this.finished).hasValue(0);
	}

	private static void stick(CountDownLatch interrupted) {
		try {
			new CountDownLatch(1).await(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			interrupted.countDown();
		}
	}

	private static ThreadPoolTaskExecutor executor(AssertableApplicationContext context) {
		return context.getBean("applicationTaskExecutor", ThreadPoolTaskExecutor.class);
	}

	private void submitTasks(ThreadPoolTaskExecutor executor) {
		for (int i = 0; i < TASKS; i++) {
			executor.execute(this::task);
		}
	}

	private void awaitFirstTask() throws InterruptedException {
		assertThat(this.started.await(10, TimeUnit.SECONDS)).isTrue();
	}

	// Takes its time, and is finished only if nobody interrupts it.
	private void task() {
		this.started.countDown();
		try {
			new CountDownLatch(1).await(TASK_MILLIS, TimeUnit.MILLISECONDS);
			this.finished.incrementAndGet();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static Report close(AssertableApplicationContext context) {
		Coordinator coordinator = context.getBean(Coordinator.class);
		context.getSourceApplicationContext().close();
		assertThat(coordinator.ended()).succeedsWithin(Duration.ofSeconds(10));
		return coordinator.ended().join();
	}

}
