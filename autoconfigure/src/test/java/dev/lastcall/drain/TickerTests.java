package dev.lastcall.drain;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.test.Background;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class TickerTests {

	private final Ticker ticker = Ticker.system();

	@Test
	void systemTickerReadsTheClockOfTheJvm() {
		long before = System.nanoTime();
		long now = this.ticker.nanos();
		assertThat(now - before).isNotNegative();
		assertThat(System.nanoTime() - now).isNotNegative();
	}

	@Test
	void parkingForNothingReturnsAtOnce() {
		this.ticker.park(0);
		this.ticker.park(-1);
		this.ticker.park(Long.MIN_VALUE);
	}

	@Test
	void parkingEndsWhenTheTimeHasPassed() {
		long before = this.ticker.nanos();
		// A park may return early for no reason.
		while (this.ticker.nanos() - before < TimeUnit.MILLISECONDS.toNanos(1)) {
			this.ticker.park(TimeUnit.MILLISECONDS.toNanos(1));
		}
	}

	@Test
	void parkingEndsWhenTheThreadIsUnparked() {
		Background<Boolean> sleeper = Background.call("sleeper", () -> {
			this.ticker.park(Long.MAX_VALUE);
			return true;
		});
		LockSupport.unpark(sleeper.thread());
		assertThat(sleeper.result()).isTrue();
	}

	@Test
	void parkingEndsWhenTheThreadIsInterruptedAndKeepsTheInterruption() {
		Background<Boolean> sleeper = Background.call("sleeper", () -> {
			this.ticker.park(Long.MAX_VALUE);
			return Thread.currentThread().isInterrupted();
		});
		sleeper.thread().interrupt();
		assertThat(sleeper.result()).isTrue();
	}

}
