package dev.lastcall.exit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Deadline;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A guard that could not run before its deadline, as in a process that was stopped.
 */
@Timeout(60)
class LateHaltGuardTests {

	private static final String GUARD = "lastcall-halt-guard";

	private static final Duration SECOND = Duration.ofSeconds(1);

	/**
	 * The most that a late guard waits.
	 */
	private static final Duration PATIENCE = Duration.ofMillis(100);

	private final SteppedTicker ticker = new SteppedTicker();

	private final FakeJvm jvm = new FakeJvm();

	private final CountDownLatch speaking = new CountDownLatch(1);

	private final CountDownLatch released = new CountDownLatch(1);

	private final HaltGuard guard = new HaltGuard(this.jvm, this.ticker, this::speak);

	private void speak() {
		this.speaking.countDown();
		try {
			this.released.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@AfterEach
	void release() {
		this.released.countDown();
		this.guard.stop();
	}

	@Test
	void haltsWhenTheLastWordsAreSpoken() throws InterruptedException {
		comeLate();
		assertThat(this.jvm.ends()).isEmpty();
		this.released.countDown();
		assertThat(this.jvm.awaitEnd()).isEqualTo("halt 9");
	}

	@Test
	void waitsForLastWordsThatHangOnlyAMoment() throws InterruptedException {
		comeLate();
		this.ticker.advance(PATIENCE.minusNanos(1));
		this.ticker.awaitParked(GUARD, Duration.ofNanos(1));
		assertThat(this.jvm.ends()).isEmpty();
		this.ticker.advance(Duration.ofNanos(1));
		assertThat(this.jvm.awaitEnd()).isEqualTo("halt 9");
	}

	private void comeLate() throws InterruptedException {
		this.guard.start();
		this.guard.arm(Deadline.after(SECOND, this.ticker), 9);
		this.ticker.awaitParked(GUARD, SECOND.minus(HaltGuard.LAST_WORDS_LEAD));
		this.ticker.advance(SECOND.multipliedBy(5));
		assertThat(this.speaking.await(10, TimeUnit.SECONDS)).isTrue();
		this.ticker.awaitParked(GUARD, PATIENCE);
	}

}
