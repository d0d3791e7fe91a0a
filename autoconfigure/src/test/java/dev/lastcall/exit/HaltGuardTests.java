package dev.lastcall.exit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Ticker;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class HaltGuardTests {

	private static final String GUARD = "lastcall-halt-guard";

	private static final String SPEAKER = "lastcall-last-words";

	private static final Duration NANO = Duration.ofNanos(1);

	private static final Duration SECOND = Duration.ofSeconds(1);

	/**
	 * The time between arming for a second and the last words.
	 */
	private static final Duration SILENCE = SECOND.minus(HaltGuard.LAST_WORDS_LEAD);

	private final SteppedTicker ticker = new SteppedTicker();

	private final FakeJvm jvm = new FakeJvm();

	private final CountDownLatch spoken = new CountDownLatch(1);

	private final CountDownLatch testEnded = new CountDownLatch(1);

	@AfterEach
	void release() {
		this.testEnded.countDown();
	}

	@Test
	void haltsAtTheDeadlineAndNotBefore() throws InterruptedException {
		started(this.spoken::countDown).arm(in(SECOND), 9);
		this.ticker.awaitParked(GUARD, SILENCE);
		this.ticker.advance(SILENCE);
		this.ticker.awaitParked(GUARD, HaltGuard.LAST_WORDS_LEAD);
		this.ticker.advance(HaltGuard.LAST_WORDS_LEAD.minus(NANO));
		this.ticker.awaitParked(GUARD, NANO);
		assertThat(this.jvm.ends()).isEmpty();
		this.ticker.advance(NANO);
		assertThat(this.jvm.awaitEnd()).isEqualTo("halt 9");
	}

	@Test
	void lastWordsBeginTheirLeadBeforeTheDeadlineAndNotBefore() throws InterruptedException {
		started(this.spoken::countDown).arm(in(SECOND), 9);
		this.ticker.awaitParked(GUARD, SILENCE);
		this.ticker.advance(SILENCE.minus(NANO));
		this.ticker.awaitParked(GUARD, NANO);
		this.ticker.awaitParked(SPEAKER);
		assertThat(this.spoken.getCount()).isEqualTo(1);
		this.ticker.advance(NANO);
		assertThat(this.spoken.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.jvm.ends()).isEmpty();
	}

	@Test
	void guardThatIsNotArmedWaitsForEver() throws InterruptedException {
		started(this.spoken::countDown);
		this.ticker.awaitParked(GUARD);
		this.ticker.advance(Duration.ofDays(365));
		this.ticker.awaitParked(GUARD);
		this.ticker.awaitParked(SPEAKER);
		assertThat(this.jvm.ends()).isEmpty();
		assertThat(this.spoken.getCount()).isEqualTo(1);
	}

	@Test
	void lastWordsThatBlockForEverDoNotDelayTheHalt() throws InterruptedException {
		started(() -> {
			this.spoken.countDown();
			awaitEndOfTest();
		}).arm(in(SECOND), 9);
		this.ticker.awaitParked(GUARD, SILENCE);
		this.ticker.advance(SILENCE);
		assertThat(this.spoken.await(10, TimeUnit.SECONDS)).isTrue();
		this.ticker.awaitParked(GUARD, HaltGuard.LAST_WORDS_LEAD);
		this.ticker.advance(HaltGuard.LAST_WORDS_LEAD);
		assertThat(this.jvm.awaitEnd()).isEqualTo("halt 9");
	}

	@Test
	void lastWordsThatThrowDoNotKeepTheGuardFromHalting() throws InterruptedException {
		started(() -> {
			Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> this.spoken.countDown());
			throw new OutOfMemoryError("no words left");
		}).arm(in(SECOND), 9);
		this.ticker.awaitParked(GUARD, SILENCE);
		this.ticker.advance(SILENCE);
		assertThat(this.spoken.await(10, TimeUnit.SECONDS)).isTrue();
		this.ticker.awaitParked(GUARD, HaltGuard.LAST_WORDS_LEAD);
		this.ticker.advance(HaltGuard.LAST_WORDS_LEAD);
		assertThat(this.jvm.awaitEnd()).isEqualTo("halt 9");
	}

	@Test
	void earlierDeadlineWins() throws InterruptedException {
		HaltGuard guard = started(this.spoken::countDown);
		guard.arm(in(Duration.ofSeconds(5)), 9);
		this.ticker.awaitParked(GUARD, Duration.ofSeconds(5).minus(HaltGuard.LAST_WORDS_LEAD));
		guard.arm(in(SECOND), 9);
		this.ticker.awaitParked(GUARD, SILENCE);
		this.ticker.advance(SECOND);
		assertThat(this.jvm.awaitEnd()).isEqualTo("halt 9");
	}

	@Test
	void laterDeadlineIsIgnored() throws InterruptedException {
		HaltGuard guard = started(this.spoken::countDown);
		guard.arm(in(SECOND), 9);
		guard.arm(in(Duration.ofSeconds(5)), 9);
		this.ticker.awaitParked(GUARD, SILENCE);
		this.ticker.advance(SECOND);
		assertThat(this.jvm.awaitEnd()).isEqualTo("halt 9");
	}

	@Test
	void deadlineWithinTheLeadSpeaksAtOnce() throws InterruptedException {
		started(this.spoken::countDown).arm(in(HaltGuard.LAST_WORDS_LEAD), 9);
		assertThat(this.spoken.await(10, TimeUnit.SECONDS)).isTrue();
		this.ticker.awaitParked(GUARD, HaltGuard.LAST_WORDS_LEAD);
		assertThat(this.jvm.ends()).isEmpty();
	}

	@Test
	void guardThatWasArmedTwiceHaltsOnce() throws InterruptedException {
		HaltGuard guard = started(this.spoken::countDown);
		guard.arm(in(SECOND), 9);
		guard.arm(in(SECOND), 9);
		this.ticker.awaitParked(GUARD, SILENCE);
		this.ticker.advance(SECOND);
		assertThat(this.jvm.awaitEnd()).isEqualTo("halt 9");
		guard.arm(in(SECOND), 9);
		assertThat(this.jvm.ends()).isEmpty();
	}

	@Test
	void guardThatIsArmedBeforeItIsStartedHalts() throws InterruptedException {
		HaltGuard guard = new HaltGuard(this.jvm, this.ticker, this.spoken::countDown);
		guard.arm(in(SECOND), 9);
		guard.start();
		this.ticker.awaitParked(GUARD, SILENCE);
		this.ticker.advance(SECOND);
		assertThat(this.jvm.awaitEnd()).isEqualTo("halt 9");
	}

	@Test
	void interruptionsNeitherEndNorSpinTheWaits() throws InterruptedException {
		List<Thread> parked = new CopyOnWriteArrayList<>();
		List<Thread> parkedWhileInterrupted = new CopyOnWriteArrayList<>();
		Ticker observed = new ParkObserver(this.ticker, parked, parkedWhileInterrupted);
		HaltGuard guard = new HaltGuard(this.jvm, observed, this.spoken::countDown);
		guard.start();
		this.ticker.awaitParked(GUARD);
		this.ticker.awaitParked(SPEAKER);
		List.copyOf(parked).forEach(Thread::interrupt);
		// Both come round once, and wait again.
		long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		while (parked.size() < 4 && System.nanoTime() < limit) {
			Thread.onSpinWait();
		}
		guard.arm(in(SECOND), 9);
		this.ticker.awaitParked(GUARD, SILENCE);
		this.ticker.advance(SILENCE);
		this.ticker.awaitParked(GUARD, HaltGuard.LAST_WORDS_LEAD);
		parked.get(0).interrupt();
		this.ticker.advance(HaltGuard.LAST_WORDS_LEAD);
		assertThat(this.jvm.awaitEnd()).isEqualTo("halt 9");
		assertThat(this.spoken.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(parkedWhileInterrupted).isEmpty();
	}

	private HaltGuard started(Runnable lastWords) {
		HaltGuard guard = new HaltGuard(this.jvm, this.ticker, lastWords);
		guard.start();
		return guard;
	}

	private Deadline in(Duration duration) {
		return Deadline.after(duration, this.ticker);
	}

	private void awaitEndOfTest() {
		try {
			this.testEnded.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * {@link Ticker} that writes down who parks, and who does so with an interruption
	 * pending, which would not park at all.
	 *
	 * @param ticker the clock
	 * @param parked the threads that have parked
	 * @param parkedWhileInterrupted those of them that did not wait
	 */
	private record ParkObserver(Ticker ticker, List<Thread> parked,
			List<Thread> parkedWhileInterrupted) implements Ticker {

		@Override
		public long nanos() {
			return this.ticker.nanos();
		}

		@Override
		public void park(long nanos) {
			this.parked.add(Thread.currentThread());
			if (Thread.currentThread().isInterrupted()) {
				this.parkedWhileInterrupted.add(Thread.currentThread());
			}
			this.ticker.park(nanos);
		}

	}

}
