package dev.lastcall.termination;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Ticker;
import dev.lastcall.test.Background;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class WakeableThreadTests {

	private static final long HOUR = 3_600_000_000_000L;

	private final SteppedTicker ticker = new SteppedTicker();

	private final BlockingQueue<Thread> ran = new LinkedBlockingQueue<>();

	@Test
	void startingTwiceRunsTheTaskOnceOnADaemonThread() throws InterruptedException {
		WakeableThread thread = new WakeableThread("sleeper", () -> this.ran.add(Thread.currentThread()), this.ticker);
		thread.start();
		thread.start();
		Thread runner = awaitRan();
		thread.start();
		assertThat(runner.getName()).isEqualTo("lastcall-sleeper");
		assertThat(runner.isDaemon()).isTrue();
		assertThat(this.ran).isEmpty();
	}

	@Test
	void wakeEndsAWait() throws InterruptedException {
		WakeableThread thread = waitingOnce(this.ticker);
		this.ticker.awaitParked("lastcall-sleeper");
		thread.wake();
		awaitRan();
	}

	@Test
	void wakeBeforeTheWaitIsKept() throws InterruptedException {
		AtomicReference<WakeableThread> self = new AtomicReference<>();
		self.set(new WakeableThread("sleeper", () -> {
			self.get().wake();
			// A logger that waits for its turn swallows the permit.
			this.ticker.park(HOUR);
			self.get().await(HOUR);
			this.ran.add(Thread.currentThread());
		}, this.ticker));
		self.get().start();
		awaitRan();
	}

	@Test
	void wakeIsUsedUpByTheWaitThatItEnds() throws InterruptedException {
		AtomicReference<WakeableThread> self = new AtomicReference<>();
		self.set(new WakeableThread("sleeper", () -> {
			self.get().wake();
			self.get().await(HOUR);
			self.get().await(HOUR / 2);
			self.get().await(HOUR / 4);
			this.ran.add(Thread.currentThread());
		}, this.ticker));
		self.get().start();
		// The permit of the wake-up may end one wait early, and no more than that.
		this.ticker.awaitParked("lastcall-sleeper", Duration.ofNanos(HOUR / 4));
		self.get().wake();
		awaitRan();
	}

	@Test
	void waitLeavesNoInterruptionBehind() throws InterruptedException {
		List<Boolean> interrupted = new CopyOnWriteArrayList<>();
		AtomicReference<WakeableThread> self = new AtomicReference<>();
		self.set(new WakeableThread("sleeper", () -> {
			Thread.currentThread().interrupt();
			self.get().await(HOUR);
			interrupted.add(Thread.currentThread().isInterrupted());
			this.ran.add(Thread.currentThread());
		}, this.ticker));
		self.get().start();
		awaitRan();
		assertThat(interrupted).containsExactly(false);
	}

	@Test
	void wakeReachesACallerThatStandsInForTheThread() throws InterruptedException {
		WakeableThread thread = new WakeableThread("sleeper", () -> {
		}, this.ticker);
		Background<Boolean> caller = Background.call("caller", () -> {
			thread.await(HOUR);
			return true;
		});
		this.ticker.awaitParked("caller");
		thread.wake();
		assertThat(caller.result()).isTrue();
	}

	private WakeableThread waitingOnce(Ticker ticker) {
		AtomicReference<WakeableThread> self = new AtomicReference<>();
		WakeableThread thread = new WakeableThread("sleeper", () -> {
			self.get().await(HOUR);
			this.ran.add(Thread.currentThread());
		}, ticker);
		self.set(thread);
		thread.start();
		return thread;
	}

	private Thread awaitRan() throws InterruptedException {
		Thread thread = this.ran.poll(10, TimeUnit.SECONDS);
		assertThat(thread).isNotNull();
		Background.join(thread);
		return thread;
	}

}
