package dev.lastcall.termination;

import java.time.Duration;
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
import dev.lastcall.test.FakeDrain;
import dev.lastcall.test.SteppedTermination;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When work is handed back, and until when. See {@link HandBackTimes}.
 */
@Timeout(60)
class HandBackDeadlineTests {

	private final AtomicLong items = new AtomicLong(7);

	private final FakeDrain drain = FakeDrain.in(Stage.WORK, "mail").leaving(() -> Remaining.of(this.items.get()));

	private final FakeDrain handBack = FakeDrain.in(Stage.WORK, "hand back");

	@Test
	void otherDrainsOfTheStageKeepTheirWholeTime() throws InterruptedException {
		FakeDrain other = FakeDrain.in(Stage.WORK, "other").stubborn();
		try (SteppedTermination termination = HandBackTimes.begin(this.drain.stubborn().handingBack(this::giveAllBack),
				other)) {
			HandBackTimes.pressUntilHandBack(termination);
			termination.await("drain mail handed-back");
			termination.awaitWaiting(Duration.ofSeconds(1));
			assertThat(termination.record().linesWith("other")).containsExactly("drain other began");
			assertThat(other.context().remaining()).isEqualTo(Duration.ofSeconds(3));
		}
	}

	@Test
	void drainThatNeverBeganHandsBackToo() throws InterruptedException {
		FakeDrain first = FakeDrain.in(Stage.WORK, "first").stubborn();
		try (SteppedTermination termination = HandBackTimes.begin(first,
				this.drain.after("first").handingBack(this::giveAllBack))) {
			termination.stepTo(HandBackTimes.HAND_BACK.minus(SteppedTermination.NANO));
			termination.awaitWaiting(SteppedTermination.NANO);
			assertThat(termination.record().linesWith("mail")).isEmpty();
			termination.stepTo(HandBackTimes.HAND_BACK);
			termination.await("drain mail handed-back");
			assertThat(termination.record().linesWith("mail")).containsExactly("drain mail hands back",
					"drain mail handed 7 back", "drain mail handed-back");
		}
	}

	@Test
	void handBackThatHangsIsAbandonedAtTheDeadlineOfItsStageAndNamed() throws InterruptedException {
		AtomicReference<DrainContext> context = new AtomicReference<>();
		this.handBack.stubborn();
		this.drain.stubborn().handingBack((it) -> {
			context.set(it);
			this.handBack.drain(it);
			return 7;
		});
		try (SteppedTermination termination = HandBackTimes.begin(this.drain, FakeDrain.in(Stage.SINKS, "outbox"))) {
			HandBackTimes.pressUntilHandBack(termination);
			this.handBack.awaitBegun();
			termination.awaitWaiting(Duration.ofSeconds(3));
			termination.stepTo(HandBackTimes.ABANDON.minus(SteppedTermination.NANO));
			termination.awaitWaiting(SteppedTermination.NANO);
			assertThat(termination.record().linesWith("abandoned")).isEmpty();
			termination.stepTo(HandBackTimes.ABANDON);
			termination.await("drain outbox at-rest");
			assertThat(termination.record().linesWith("mail")).endsWith("drain mail hands back",
					"drain mail failed to hand back, java.util.concurrent.TimeoutException: It has not returned by the deadline of its stage",
					"drain mail abandoned");
			assertThat(termination.record().all(DrainEnded.class).get(0).stacks()).extracting(ThreadStack::thread)
				.containsExactly("lastcall-drain-mail", "lastcall-hand-back-mail");
			assertThat(context.get().isCancelled()).isTrue();
			this.handBack.release();
		}
	}

	@Test
	void handBackThatEndsExactlyAtTheDeadlineCounts() throws InterruptedException {
		this.handBack.stubborn();
		FakeDrain other = FakeDrain.in(Stage.WORK, "another").stubborn();
		this.drain.stubborn().handingBack((context) -> {
			this.handBack.drain(context);
			return this.items.getAndSet(0);
		});
		try (SteppedTermination termination = HandBackTimes.begin(other, this.drain)) {
			HandBackTimes.pressUntilHandBack(termination);
			this.handBack.awaitBegun();
			termination.awaitWaiting(Duration.ofSeconds(1));
			// Asked at the deadline, when it is about to be abandoned.
			other.leaving(() -> {
				if (termination.ticker().nanos() == HandBackTimes.ABANDON.toNanos()) {
					this.handBack.releaseAndJoin();
				}
				return Remaining.of(1);
			});
			termination.stepTo(HandBackTimes.ABANDON);
			termination.report();
			assertThat(termination.record().lines()).contains("drain another abandoned", "drain mail handed-back");
		}
	}

	@Test
	void coordinatorThatComesAfterTheDeadlineOfTheStageHandsNothingBack() throws InterruptedException {
		try (SteppedTermination termination = HandBackTimes
			.begin(this.drain.stubborn().handingBack(this::giveAllBack))) {
			termination.stepTo(HandBackTimes.ABANDON);
			assertThat(termination.report().unfinished()).extracting(DrainEntry::status)
				.containsExactly(DrainStatus.ABANDONED);
			assertThat(this.items).hasValue(7);
			assertThat(termination.record().all(DrainHandBackBegan.class)).isEmpty();
		}
	}

	@Test
	void coordinatorThatComesLateButInTimeHandsBack() throws InterruptedException {
		try (SteppedTermination termination = HandBackTimes
			.begin(this.drain.stubborn().handingBack(this::giveAllBack))) {
			termination.stepTo(HandBackTimes.ABANDON.minus(SteppedTermination.NANO));
			assertThat(termination.report().isClean()).isTrue();
			assertThat(termination.record().linesWith("mail")).containsExactly("drain mail began",
					"drain mail cancelled", "drain mail interrupted", "drain mail hands back",
					"drain mail handed 7 back", "drain mail handed-back");
		}
	}

	@Test
	void expeditingScalesTheTimeToHandBack() throws InterruptedException {
		try (SteppedTermination termination = HandBackTimes
			.begin(this.drain.stubborn().handingBack(this::giveAllBack))) {
			termination.coordinator().expedite();
			// Of 6 s, 3.8 s are for WORK: 0.6 s to hand back, 0.4 s of grace before that.
			termination.awaitWaiting(Duration.ofMillis(2800));
			assertThat(this.drain.context().remaining()).isEqualTo(Duration.ofMillis(3200));
			termination.stepTo(Duration.ofMillis(3200));
			assertThat(termination.report().isClean()).isTrue();
			assertThat(termination.record().all(DrainHandBackBegan.class)).extracting(DrainHandBackBegan::allowance)
				.containsExactly(Duration.ofMillis(600));
		}
	}

	@Test
	void handBackTakesAtMostHalfOfAShortStage() throws InterruptedException {
		FakeDrain sink = FakeDrain.in(Stage.SINKS, "outbox").stubborn().handingBack((context) -> 1);
		FakeDrain work = FakeDrain.in(Stage.WORK, "work").stubborn();
		try (SteppedTermination termination = HandBackTimes.begin(work, sink)) {
			termination.stepTo(HandBackTimes.ABANDON);
			sink.awaitBegun();
			assertThat(sink.context().remaining()).isEqualTo(Duration.ofSeconds(2));
		}
	}

	private long giveAllBack(DrainContext context) {
		return this.items.getAndSet(0);
	}

}
