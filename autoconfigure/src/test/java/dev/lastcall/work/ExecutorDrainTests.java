package dev.lastcall.work;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Threads;
import dev.lastcall.test.Background;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class ExecutorDrainTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final SteppedTicker ticker = new SteppedTicker();

	private final DrainContext context = DrainContext.root(Deadline.after(Duration.ofSeconds(1), this.ticker),
			this.ticker);

	private final ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();

	private final ExecutorDrain drain = new ExecutorDrain("tasks", this.executor, Duration.ofSeconds(5), this.ticker);

	private final CountDownLatch goOn = new CountDownLatch(1);

	private final AtomicInteger finished = new AtomicInteger();

	@BeforeEach
	void initialize() {
		this.executor.setThreadNamePrefix("tested-task-");
		this.executor.initialize();
	}

	@AfterEach
	void shutDown() {
		this.goOn.countDown();
		this.executor.shutdown();
	}

	@Test
	void drainBelongsToTheWork() {
		assertThat(this.drain.name()).isEqualTo("tasks");
		assertThat(this.drain.stage()).isEqualTo(Stage.WORK);
	}

	@Test
	void executorThatNeverRanAnythingIsAtRestAtOnce() throws Exception {
		// On this clock every wait would last forever.
		this.drain.drain(this.context);
		assertThat(this.drain.remaining()).isEqualTo(Remaining.nothing());
	}

	@Test
	void queuedAndRunningTasksAreFinished() throws Exception {
		submit(6);
		CompletableFuture<Void> draining = drain();
		assertThat(this.drain.remaining())
			.isEqualTo(Remaining.of(6, List.of("1 running, 5 queued")).withOldest(Duration.ZERO));
		this.ticker.advance(Duration.ofMillis(1));
		assertThat(this.drain.remaining().oldest()).contains(Duration.ofMillis(1));
		this.goOn.countDown();
		stepUntilDone(draining);
		assertThat(this.finished).hasValue(6);
		assertThat(this.drain.remaining()).isEqualTo(Remaining.nothing());
	}

	@Test
	void executorMustBeIdleAtThreeLooks() throws Exception {
		this.goOn.countDown();
		submit(1);
		Awaitility.await().atMost(LIMIT).until(() -> this.drain.remaining().isNothing());
		CompletableFuture<Void> draining = drain();
		for (int look = 1; look <= 2; look++) {
			this.ticker.awaitParked("draining");
			assertThat(draining).isNotDone();
			this.ticker.advance(Duration.ofMillis(2));
		}
		assertThat(draining).succeedsWithin(LIMIT);
	}

	@Test
	void stuckTaskIsNamedWithItsThread() throws Exception {
		submit(3);
		CompletableFuture<Void> draining = drain();
		this.ticker.awaitParked("draining");
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(draining).succeedsWithin(LIMIT);
		assertThat(this.drain.remaining().toString()).isEqualTo("3 left: 1 running, 2 queued");
		assertThat(this.drain.threads()).singleElement()
			.satisfies((thread) -> assertThat(thread.getName()).isEqualTo("tested-task-1"));
	}

	@Test
	void idleWorkersAreNotNamed() {
		this.goOn.countDown();
		submit(1);
		Awaitility.await().atMost(LIMIT).until(() -> this.drain.threads().isEmpty());
		assertThat(Threads.live()).extracting(Thread::getName).contains("tested-task-1");
	}

	@Test
	void tasksThatComeAfterTheDrainRunWhenTheContextCloses() throws Exception {
		this.drain.drain(this.context);
		submit(2);
		CompletableFuture<Void> closing = CompletableFuture.runAsync(this.executor::shutdown);
		Awaitility.await().atMost(LIMIT).until(this.executor.getThreadPoolExecutor()::isShutdown);
		assertThat(closing).isNotDone();
		this.goOn.countDown();
		assertThat(closing).succeedsWithin(LIMIT);
		assertThat(this.finished).hasValue(2);
	}

	@Test
	void executorThatDidNotComeToRestIsShutDownAsEver() throws Exception {
		submit(2);
		CompletableFuture<Void> draining = drain();
		this.ticker.awaitParked("draining");
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(draining).succeedsWithin(LIMIT);
		this.executor.shutdown();
		assertThat(this.executor.getThreadPoolExecutor().awaitTermination(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.finished).hasValue(0);
	}

	@Test
	void rehearsalWaitsForTheTasksAndShutsNothingDown() throws Exception {
		submit(2);
		Background<Boolean> rehearsing = rehearse();
		this.ticker.awaitParked("rehearsing");
		assertThat(rehearsing.isDone()).isFalse();
		this.goOn.countDown();
		Awaitility.await().atMost(LIMIT).until(() -> {
			this.ticker.advance(Duration.ofMillis(2));
			return rehearsing.isDone();
		});
		assertThat(rehearsing.result()).isTrue();
		assertThat(this.finished).hasValue(2);
		assertThat(this.executor.getThreadPoolExecutor().isShutdown()).isFalse();
		this.executor.execute(this.finished::incrementAndGet);
		Awaitility.await().atMost(LIMIT).until(() -> this.finished.get() == 3);
	}

	@Test
	void rehearsalDoesNotChangeHowTheExecutorIsShutDown() throws Exception {
		this.drain.rehearse(this.context);
		submit(2);
		this.executor.shutdown();
		assertThat(this.executor.getThreadPoolExecutor().awaitTermination(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.finished).hasValue(0);
	}

	private Background<Boolean> rehearse() {
		return Background.call("rehearsing", () -> {
			this.drain.rehearse(this.context);
			return true;
		});
	}

	private void submit(int count) {
		for (int i = 0; i < count; i++) {
			this.executor.execute(this::task);
		}
		assertThat(this.executor.getThreadPoolExecutor().getTaskCount()).isEqualTo(count);
	}

	private void task() {
		try {
			if (this.goOn.await(20, TimeUnit.SECONDS)) {
				this.finished.incrementAndGet();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private CompletableFuture<Void> drain() {
		CompletableFuture<Void> draining = new CompletableFuture<>();
		new Thread(() -> {
			try {
				this.drain.drain(this.context);
				draining.complete(null);
			}
			catch (InterruptedException ex) {
				draining.completeExceptionally(ex);
			}
		}, "draining").start();
		return draining;
	}

	private void stepUntilDone(CompletableFuture<Void> draining) {
		Awaitility.await().atMost(LIMIT).until(() -> {
			this.ticker.advance(Duration.ofMillis(2));
			return draining.isDone();
		});
	}

}
