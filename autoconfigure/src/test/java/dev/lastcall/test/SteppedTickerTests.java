package dev.lastcall.test;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(30)
class SteppedTickerTests {

	private static final Duration NANO = Duration.ofNanos(1);

	private final SteppedTicker ticker = new SteppedTicker();

	@Test
	void timeMovesOnlyWhenItIsStepped() {
		assertThat(this.ticker.nanos()).isEqualTo(this.ticker.nanos());
		long before = this.ticker.nanos();
		this.ticker.advance(Duration.ofSeconds(2));
		assertThat(this.ticker.nanos() - before).isEqualTo(2_000_000_000);
	}

	@Test
	void parkedThreadWakesWhenItsTimeHasComeAndNotBefore() throws InterruptedException {
		Background<Boolean> sleeper = park("sleeper", 1000);
		this.ticker.awaitParked("sleeper", Duration.ofNanos(1000));
		this.ticker.advance(Duration.ofNanos(999));
		this.ticker.awaitParked("sleeper", NANO);
		assertThat(sleeper.isDone()).isFalse();
		this.ticker.advance(NANO);
		assertThat(sleeper.result()).isTrue();
	}

	@Test
	void oneStepWakesEveryThreadWhoseTimeHasCome() throws InterruptedException {
		Background<Boolean> first = park("first", 10);
		Background<Boolean> second = park("second", 20);
		Background<Boolean> third = park("third", 21);
		this.ticker.awaitParked("first");
		this.ticker.awaitParked("second");
		this.ticker.awaitParked("third");
		this.ticker.advance(Duration.ofNanos(20));
		assertThat(first.result()).isTrue();
		assertThat(second.result()).isTrue();
		this.ticker.awaitParked("third", NANO);
		this.ticker.advance(NANO);
		assertThat(third.result()).isTrue();
	}

	@Test
	void parkingForNothingReturnsAtOnce() {
		this.ticker.park(0);
		this.ticker.park(-1);
		assertThat(this.ticker.nanos()).isZero();
	}

	@Test
	void parkingForEverEndsByUnparkOnly() throws InterruptedException {
		this.ticker.advance(Duration.ofHours(1));
		Background<Boolean> sleeper = park("sleeper", Long.MAX_VALUE);
		this.ticker.awaitParked("sleeper");
		this.ticker.advance(Duration.ofDays(36500));
		this.ticker.awaitParked("sleeper");
		LockSupport.unpark(sleeper.thread());
		assertThat(sleeper.result()).isTrue();
	}

	@Test
	void parkingEndsByInterruptionAndKeepsIt() throws InterruptedException {
		Background<Boolean> sleeper = Background.call("sleeper", () -> {
			this.ticker.park(1);
			return Thread.currentThread().isInterrupted();
		});
		this.ticker.awaitParked("sleeper");
		sleeper.thread().interrupt();
		assertThat(sleeper.result()).isTrue();
	}

	@Test
	void stepBetweenLookingAndParkingDoesNotLengthenTheWait() {
		long deadline = this.ticker.nanos() + 10;
		long left = deadline - this.ticker.nanos();
		this.ticker.advance(Duration.ofNanos(10));
		this.ticker.park(left);
		assertThat(this.ticker.nanos()).isEqualTo(deadline);
	}

	@Test
	void waitWithoutALookCountsFromNow() throws InterruptedException {
		Background<Boolean> sleeper = Background.call("sleeper", () -> {
			this.ticker.nanos();
			this.ticker.park(5);
			this.ticker.park(7);
			return true;
		});
		this.ticker.awaitParked("sleeper", Duration.ofNanos(5));
		this.ticker.advance(Duration.ofNanos(6));
		this.ticker.awaitParked("sleeper", Duration.ofNanos(7));
		this.ticker.advance(Duration.ofNanos(7));
		assertThat(sleeper.result()).isTrue();
	}

	@Test
	void waitingForAThreadThatIsNotParkedFailsAndNamesThoseThatAre() throws InterruptedException {
		SteppedTicker impatient = new SteppedTicker(Duration.ofMillis(1));
		assertThatIllegalStateException().isThrownBy(() -> impatient.awaitParked("nobody"))
			.withMessage("The thread 'nobody' is not parked; parked are []");
		assertThatIllegalStateException().isThrownBy(() -> impatient.awaitParked("nobody", NANO))
			.withMessage("The thread 'nobody' is not parked for PT0.000000001S; parked are []");
	}

	@Test
	void threadThatParksForAnotherTimeIsNotTheOneWaitedFor() throws InterruptedException {
		SteppedTicker impatient = new SteppedTicker(Duration.ofMillis(200));
		Background<Boolean> sleeper = Background.call("sleeper", () -> {
			impatient.park(5);
			return true;
		});
		impatient.awaitParked("sleeper", Duration.ofNanos(5));
		assertThatIllegalStateException().isThrownBy(() -> impatient.awaitParked("sleeper", Duration.ofNanos(6)))
			.withMessageEndingWith("parked are ['sleeper' for PT0.000000005S]");
		impatient.advance(Duration.ofNanos(5));
		assertThat(sleeper.result()).isTrue();
	}

	private Background<Boolean> park(String name, long nanos) {
		return Background.call(name, () -> {
			this.ticker.park(nanos);
			return true;
		});
	}

}
