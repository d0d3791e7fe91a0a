package dev.lastcall.termination;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.TerminationEvent.DrainEnded;
import dev.lastcall.termination.TerminationEvent.DrainHandBackBegan;
import dev.lastcall.termination.TerminationEvent.DrainHandBackEnded;
import dev.lastcall.test.FakeDrain;
import dev.lastcall.test.SteppedTermination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * What is unfinished goes back to where it came from. See {@link HandBackTimes}.
 */
@Timeout(60)
class HandBackTests {

	private final AtomicLong items = new AtomicLong(7);

	private final FakeDrain drain = FakeDrain.in(Stage.WORK, "mail").leaving(() -> Remaining.of(this.items.get()));

	private final FakeDrain handBack = FakeDrain.in(Stage.WORK, "hand back");

	@Test
	void drainThatHeedsNothingHandsBackAtTheExactTimeOnAThreadOfItsOwn() throws InterruptedException {
		AtomicReference<String> thread = new AtomicReference<>();
		AtomicReference<Duration> left = new AtomicReference<>();
		this.drain.stubborn().handingBack((context) -> {
			thread.set(Thread.currentThread().getName());
			left.set(context.remaining());
			return this.items.getAndSet(0);
		});
		try (SteppedTermination termination = HandBackTimes.begin(this.drain)) {
			assertThat(this.drain.context().remaining()).isEqualTo(HandBackTimes.HAND_BACK);
			HandBackTimes.pressUntilHandBack(termination);
			assertThat(termination.report().isClean()).isTrue();
			assertThat(termination.record().linesWith("drain")).containsExactly("drain mail began",
					"drain mail cancelled", "drain mail interrupted", "drain mail hands back",
					"drain mail handed 7 back", "drain mail handed-back");
			assertThat(thread).hasValue("lastcall-hand-back-mail");
			assertThat(left).hasValue(Duration.ofSeconds(3));
			assertThat(termination.record().all(DrainHandBackBegan.class))
				.containsExactly(new DrainHandBackBegan(Stage.WORK, "mail", Remaining.of(7), Duration.ofSeconds(3)));
			assertThat(termination.report().drains()).containsExactly(new DrainEntry(Stage.WORK, "mail",
					DrainStatus.HANDED_BACK, HandBackTimes.HAND_BACK, Remaining.nothing(), "", List.of(), 7));
		}
	}

	@Test
	void drainThatReturnsWithSomethingLeftHandsBackAtOnce() throws InterruptedException {
		try (SteppedTermination termination = HandBackTimes
			.begin(this.drain.untilCancelled().handingBack(this::giveAllBack))) {
			termination.stepTo(HandBackTimes.CANCEL);
			assertThat(termination.report().drains()).containsExactly(new DrainEntry(Stage.WORK, "mail",
					DrainStatus.HANDED_BACK, HandBackTimes.CANCEL, Remaining.nothing(), "", List.of(), 7));
		}
	}

	@Test
	void drainThatComesToRestInTimeIsNotAskedToHandBack() throws InterruptedException {
		try (SteppedTermination termination = HandBackTimes
			.begin(this.drain.untilReleased().handingBack(this::giveAllBack))) {
			this.items.set(0);
			this.drain.release();
			assertThat(termination.report().isClean()).isTrue();
			assertThat(termination.record().linesWith("mail")).containsExactly("drain mail began",
					"drain mail at-rest");
		}
	}

	@Test
	void drainThatFailedWithSomethingLeftHandsBack() {
		this.drain.doing((context) -> {
			throw new IllegalStateException("no connection");
		}).handingBack(this::giveAllBack);
		try (SteppedTermination termination = SteppedTermination.within(HandBackTimes.BUDGET, this.drain).begin()) {
			assertThat(termination.report().drains())
				.extracting(DrainEntry::status, DrainEntry::handedBack, DrainEntry::failure)
				.containsExactly(tuple(DrainStatus.HANDED_BACK, 7L, "java.lang.IllegalStateException: no connection"));
		}
	}

	@Test
	void handBackThatThrowsIsNamedAndTheDrainAbandoned() throws InterruptedException {
		this.drain.stubborn().handingBack((context) -> {
			throw new IllegalStateException("no broker");
		});
		DrainEnded ended = endAfterHandBack();
		assertThat(ended.status()).isEqualTo(DrainStatus.ABANDONED);
		assertThat(ended.remaining()).isEqualTo(Remaining.of(7));
		assertThat(ended.failure()).get().hasToString("java.lang.IllegalStateException: no broker");
	}

	@Test
	void handBackThatGivesLessThanNothingBackHasFailed() throws InterruptedException {
		this.drain.stubborn().handingBack((context) -> -1);
		assertThat(endAfterHandBack().status()).isEqualTo(DrainStatus.ABANDONED);
	}

	@Test
	void drainThatHandedOnlyAPartBackIsAbandonedAndThePartCounted() throws InterruptedException {
		this.drain.stubborn().handingBack((context) -> {
			this.items.set(2);
			return 5;
		});
		try (SteppedTermination termination = HandBackTimes.begin(this.drain)) {
			HandBackTimes.pressUntilHandBack(termination);
			assertThat(termination.report().unfinished())
				.extracting(DrainEntry::status, DrainEntry::remaining, DrainEntry::handedBack)
				.containsExactly(tuple(DrainStatus.ABANDONED, Remaining.of(2), 5L));
		}
	}

	@Test
	void drainThatCannotTellWhatIsLeftHasHandedBackIfItGaveSomethingBack() throws InterruptedException {
		this.drain.stubborn().leaving(Remaining::unknown).handingBack((context) -> 3);
		assertThat(endAfterHandBack().status()).isEqualTo(DrainStatus.HANDED_BACK);
	}

	@Test
	void drainThatCannotTellWhatIsLeftIsAbandonedIfItGaveNothingBack() throws InterruptedException {
		this.drain.stubborn().leaving(Remaining::unknown).handingBack((context) -> 0);
		assertThat(endAfterHandBack().status()).isEqualTo(DrainStatus.ABANDONED);
	}

	@Test
	void drainThatComesToRestByItselfWhileItHandsNothingBackIsAtRest() throws InterruptedException {
		this.handBack.stubborn();
		this.drain.stubborn().handingBack((context) -> {
			this.handBack.drain(context);
			return 0;
		});
		try (SteppedTermination termination = HandBackTimes.begin(this.drain)) {
			HandBackTimes.pressUntilHandBack(termination);
			this.handBack.awaitBegun();
			this.items.set(0);
			this.drain.releaseAndJoin();
			this.handBack.release();
			assertThat(termination.report().drains()).extracting(DrainEntry::status)
				.containsExactly(DrainStatus.AT_REST);
		}
	}

	@Test
	void drainThatThrowsWhenAskedHowItHandsBackCannot() throws InterruptedException {
		this.drain.stubborn().handingBack(() -> {
			throw new IllegalStateException("no");
		});
		assertCannotHandBack("failed: handBack of drain 'mail', java.lang.IllegalStateException: no");
	}

	@Test
	void drainThatAnswersNullWhenAskedHowItHandsBackCannot() throws InterruptedException {
		this.drain.stubborn().handingBack(() -> null);
		assertCannotHandBack("failed: handBack of drain 'mail', java.lang.NullPointerException");
	}

	private void assertCannotHandBack(String failure) throws InterruptedException {
		try (SteppedTermination termination = SteppedTermination.within(HandBackTimes.BUDGET, this.drain).begin()) {
			this.drain.awaitBegun();
			termination.awaitWaiting(Duration.ofSeconds(17));
			assertThat(termination.record().lines()).contains(failure);
		}
	}

	private long giveAllBack(DrainContext context) {
		return this.items.getAndSet(0);
	}

	private DrainEnded endAfterHandBack() throws InterruptedException {
		try (SteppedTermination termination = HandBackTimes.begin(this.drain)) {
			HandBackTimes.pressUntilHandBack(termination);
			termination.report();
			assertThat(termination.record().all(DrainHandBackEnded.class)).hasSize(1);
			return termination.record().all(DrainEnded.class).get(0);
		}
	}

}
