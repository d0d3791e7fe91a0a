package dev.lastcall.termination;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Stage;
import dev.lastcall.termination.TerminationEvent.DrainBegan;
import dev.lastcall.termination.TerminationEvent.PartFailed;
import dev.lastcall.test.Background;
import dev.lastcall.test.EventRecord;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class TellerTests {

	private static final String TELLING = "telling";

	private static final Duration LOOK = Duration.ofMillis(10);

	private static final Duration LONG = Duration.ofMillis(500);

	private final SteppedTicker ticker = new SteppedTicker();

	private final EventRecord journal = new EventRecord();

	private final EventRecord first = new EventRecord();

	private final HangingListener hanging = new HangingListener();

	private final EventRecord last = new EventRecord();

	private final Events events = new Events(this.journal, List.of(this.first, this.hanging, this.last), this.ticker);

	@AfterEach
	void close() {
		this.hanging.release();
		this.events.close();
	}

	@Test
	void everybodyHasHeardWhenTheCallReturns() {
		this.hanging.release();
		this.events.tell(event(1));
		assertThat(this.journal.lines()).containsExactly("drain 1 began");
		assertThat(this.first.lines()).containsExactly("drain 1 began");
		assertThat(this.last.lines()).containsExactly("drain 1 began");
	}

	@Test
	void listenerThatHangsIsWaitedForOnceAndNotBefore() throws InterruptedException {
		Background<Boolean> telling = tell(1);
		for (int look = 0; look < 9; look++) {
			step();
		}
		this.ticker.awaitParked(TELLING, LOOK);
		assertThat(telling.isDone()).isFalse();
		assertThat(this.last.lines()).isEmpty();
		step();
		telling.result();
		assertThat(this.last.lines()).containsExactly("drain 1 began");
		this.events.tell(event(2));
		assertThat(this.first.lines()).containsExactly("drain 1 began", "drain 2 began");
		assertThat(this.last.lines()).containsExactly("drain 1 began", "drain 2 began");
		assertThat(this.hanging.heard.lines()).isEmpty();
	}

	@Test
	void listenerThatReturnsHearsTheRestInOrderAndThenWithTheOthersAgain() throws InterruptedException {
		leaveBehind();
		this.events.tell(event(2));
		this.events.tell(event(3));
		this.hanging.release();
		this.hanging.heard.await("drain 3 began");
		this.events.settle(LONG.toNanos());
		this.events.tell(event(4));
		assertThat(this.hanging.heard.lines()).containsExactly("drain 1 began", "drain 2 began", "drain 3 began",
				"drain 4 began");
	}

	@Test
	void listenerThatHangsForLongIsNamedOnceWithItsStackAndWhenItReturns() throws InterruptedException {
		leaveBehind();
		this.ticker.advance(LONG.minusMillis(100).minusNanos(1));
		this.events.tell(event(2));
		assertThat(this.last.all(PartFailed.class)).isEmpty();
		this.ticker.advance(Duration.ofNanos(1));
		this.events.tell(event(3));
		this.events.tell(event(4));
		assertThat(this.last.all(PartFailed.class)).singleElement().satisfies((failed) -> {
			assertThat(failed.where()).isEqualTo(HangingListener.class.getName());
			assertThat(failed.failure()).isInstanceOf(TimeoutException.class)
				.hasMessageStartingWith("It has not returned from an event for 500 ms");
			assertThat(failed.failure().getStackTrace()).extracting(StackTraceElement::getClassName)
				.contains(HangingListener.class.getName());
		});
		this.hanging.release();
		this.hanging.heard.await(PartFailed.class,
				(failed) -> failed.failure().getMessage().startsWith("It has returned"));
		this.events.settle(LONG.toNanos());
		assertThat(this.last.all(PartFailed.class)).extracting((failed) -> failed.failure().getMessage())
			.last()
			.asString()
			.startsWith("It has returned after 500 ms")
			.endsWith("never of 0 events");
	}

	@Test
	void whatDoesNotFitIsCounted() throws InterruptedException {
		leaveBehind();
		int more = Audience.CAPACITY + 3;
		IntStream.range(0, more).forEach((index) -> this.events.post(event(index)));
		this.events.flush();
		this.hanging.release();
		PartFailed returned = this.hanging.heard.await(PartFailed.class, (failed) -> true);
		assertThat(returned.failure()).hasMessageEndingWith("never of 3 events");
		assertThat(this.hanging.heard.all(DrainBegan.class)).hasSize(1 + Audience.CAPACITY);
		assertThat(this.last.all(DrainBegan.class)).hasSize(1 + more);
	}

	@Test
	void manyEventsThatNobodyWaitsForReachAll() {
		this.hanging.release();
		IntStream.range(0, 5000).forEach((index) -> this.events.post(event(index)));
		this.events.flush();
		assertThat(this.last.all(DrainBegan.class)).extracting(DrainBegan::drain)
			.containsExactlyElementsOf(IntStream.range(0, 5000).mapToObj(Integer::toString).toList());
		assertThat(this.hanging.heard.all(DrainBegan.class)).hasSize(5000);
	}

	@Test
	void lastWordsDoNotWaitForAListenerThatHangs() throws InterruptedException {
		leaveBehind();
		Background<Boolean> lastWords = Background.call("last-words", () -> {
			this.events.tellAtOnce(event(2));
			return true;
		});
		this.first.await("drain 2 began");
		this.last.await("drain 2 began");
		this.hanging.release();
		lastWords.result();
		assertThat(this.hanging.heard.lines()).contains("drain 2 began");
	}

	@Test
	void settlingGivesTimeToOneThatHangsButNotAgain() throws InterruptedException {
		leaveBehind();
		Background<Boolean> settling = Background.call(TELLING, () -> {
			this.events.settle(Duration.ofSeconds(10).toNanos());
			return true;
		});
		for (int look = 0; look < 40; look++) {
			assertThat(settling.isDone()).isFalse();
			step();
		}
		settling.result();
		this.events.settle(Duration.ofSeconds(10).toNanos());
		assertThat(this.last.all(PartFailed.class)).hasSize(1);
	}

	@Test
	void lastEventIsToldAlsoToOneThatHangsInAnotherOne() throws InterruptedException {
		leaveBehind();
		this.ticker.advance(LONG);
		this.hanging.hangNoMore();
		this.events.tellLast(event(2), Duration.ofSeconds(10).toNanos());
		assertThat(this.hanging.heard.lines()).containsExactly("drain 2 began");
		assertThat(this.last.lines()).contains("drain 2 began");
	}

	@Test
	void settlingTakesNoMoreTimeThanThereIs() throws InterruptedException {
		leaveBehind();
		this.events.settle(0);
		assertThat(this.last.all(PartFailed.class)).isEmpty();
	}

	@Test
	void threadsEndWhenAllIsTold() throws InterruptedException {
		CountDownLatch told = new CountDownLatch(1);
		Thread[] teller = new Thread[1];
		Events events = new Events(this.journal, List.of((event) -> {
			teller[0] = Thread.currentThread();
			told.countDown();
		}), this.ticker);
		events.tell(event(1));
		told.await();
		assertThat(teller[0].getName()).isEqualTo("lastcall-teller");
		assertThat(teller[0].isDaemon()).isTrue();
		events.close();
		Background.join(teller[0]);
	}

	private void leaveBehind() throws InterruptedException {
		Background<Boolean> telling = tell(1);
		for (int look = 0; look < 10; look++) {
			step();
		}
		telling.result();
	}

	private Background<Boolean> tell(int number) {
		return Background.call(TELLING, () -> {
			this.events.tell(event(number));
			return true;
		});
	}

	private void step() throws InterruptedException {
		this.ticker.awaitParked(TELLING, LOOK);
		this.hanging.awaitBusy();
		this.ticker.advance(LOOK);
	}

	private static DrainBegan event(int number) {
		return new DrainBegan(Stage.WORK, Integer.toString(number));
	}

	/**
	 * {@link TerminationListener} that hangs until it is released.
	 */
	private static final class HangingListener implements TerminationListener {

		private final CountDownLatch busy = new CountDownLatch(1);

		private final CountDownLatch released = new CountDownLatch(1);

		private volatile boolean hangs = true;

		private final EventRecord heard = new EventRecord();

		@Override
		public void onEvent(TerminationEvent event) {
			this.busy.countDown();
			try {
				(this.hangs ? this.released : this.busy).await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			this.heard.onEvent(event);
		}

		void hangNoMore() {
			this.hangs = false;
		}

		void awaitBusy() throws InterruptedException {
			this.busy.await();
		}

		void release() {
			this.released.countDown();
		}

	}

}
