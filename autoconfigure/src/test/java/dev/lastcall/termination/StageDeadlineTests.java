package dev.lastcall.termination;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.TerminationEvent.DrainCancelled;
import dev.lastcall.termination.TerminationEvent.DrainEnded;
import dev.lastcall.test.FakeDrain;
import dev.lastcall.test.SteppedTermination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * What happens to a drain of WORK that is not at rest: it is cancelled at 17 s,
 * interrupted at 18 s and abandoned at 19 s.
 */
@Timeout(60)
class StageDeadlineTests {

	private static final Duration CANCEL = Duration.ofSeconds(17);

	private static final Duration INTERRUPT = Duration.ofSeconds(18);

	private static final Duration ABANDON = Duration.ofSeconds(19);

	private final FakeDrain drain = FakeDrain.in(Stage.WORK, "mail");

	@Test
	void drainThatHeedsNothingIsCancelledThenInterruptedThenAbandonedAtTheExactTimes() throws InterruptedException {
		try (SteppedTermination termination = begin(this.drain.stubborn())) {
			stepUpTo(termination, CANCEL);
			assertThat(this.drain.context().isCancelled()).isFalse();
			termination.stepTo(CANCEL);
			termination.await("drain mail cancelled");
			termination.awaitWaiting(Duration.ofSeconds(1));
			stepUpTo(termination, INTERRUPT);
			assertThat(termination.record().linesWith("interrupted")).isEmpty();
			termination.stepTo(INTERRUPT);
			termination.await("drain mail interrupted");
			termination.awaitWaiting(Duration.ofSeconds(1));
			stepUpTo(termination, ABANDON);
			assertThat(termination.record().linesWith("abandoned")).isEmpty();
			termination.stepTo(ABANDON);
			assertThat(termination.report().elapsed()).isEqualTo(ABANDON);
			assertThat(termination.record().linesWith("drain")).containsExactly("drain mail began",
					"drain mail cancelled", "drain mail interrupted", "drain mail abandoned");
		}
	}

	@Test
	void drainIsToldWhyItIsCancelled() throws InterruptedException {
		this.drain.leaving(() -> Remaining.of(7));
		try (SteppedTermination termination = begin(this.drain.stubborn())) {
			termination.stepTo(CANCEL);
			Cancellation reason = new Cancellation(Cancellation.Cause.DEADLINE,
					"The deadline of the stage 'work' is 2000 ms away.");
			assertThat(termination.record().await(DrainCancelled.class, (event) -> true))
				.isEqualTo(new DrainCancelled(Stage.WORK, "mail", reason, Remaining.of(7)));
			termination.awaitWaiting(Duration.ofSeconds(1));
			assertThat(this.drain.context().cancellation()).contains(reason);
		}
	}

	@Test
	void drainThatHeedsItsCancellationIsAtRestIfNothingIsLeftForCertain() throws InterruptedException {
		assertThat(endAt(CANCEL, this.drain.untilCancelled()).status()).isEqualTo(DrainStatus.AT_REST);
	}

	@Test
	void drainThatHeedsItsCancellationWithSomethingLeftIsAbandoned() throws InterruptedException {
		DrainEnded ended = endAt(CANCEL, this.drain.untilCancelled().leaving(() -> Remaining.of(1)));
		assertThat(ended.status()).isEqualTo(DrainStatus.ABANDONED);
		assertThat(ended.remaining()).isEqualTo(Remaining.of(1));
		assertThat(ended.elapsed()).isEqualTo(CANCEL);
	}

	@Test
	void drainThatFailsAfterItsCancellationHasFailedIfNothingIsLeft() throws InterruptedException {
		DrainEnded ended = endAt(CANCEL, failingWhenCancelled(Remaining::nothing));
		assertThat(ended.status()).isEqualTo(DrainStatus.FAILED);
		assertThat(ended.failure()).isPresent();
	}

	@Test
	void drainThatFailsToHandBackIsAbandonedAndItsFailureIsNotLost() throws InterruptedException {
		DrainEnded ended = endAt(CANCEL, failingWhenCancelled(() -> Remaining.of(1)));
		assertThat(ended.status()).isEqualTo(DrainStatus.ABANDONED);
		assertThat(ended.failure()).get().hasToString("java.lang.IllegalStateException: cannot requeue");
	}

	@Test
	void drainThatHeedsItsInterruptionIsAbandonedThenAndHasNotFailed() throws InterruptedException {
		DrainEnded ended = endAt(INTERRUPT, this.drain.untilReleased());
		assertThat(ended.status()).isEqualTo(DrainStatus.ABANDONED);
		assertThat(ended.elapsed()).isEqualTo(INTERRUPT);
		assertThat(ended.failure()).isEmpty();
	}

	@Test
	void drainThatIsInterruptedBySomebodyElseHasFailed() {
		this.drain.doing((context) -> {
			throw new InterruptedException("by somebody else");
		});
		try (SteppedTermination termination = SteppedTermination.of(this.drain).begin()) {
			assertThat(termination.report().drains()).extracting(DrainEntry::status)
				.containsExactly(DrainStatus.FAILED);
		}
	}

	@Test
	void abandonedDrainIsReportedWithTheStacksOfItsThreads() throws InterruptedException {
		FakeDrain worker = FakeDrain.in(Stage.WORK, "worker").stubborn();
		this.drain.workedBy(() -> List.of(worker.thread(), new Thread("not started")));
		try (SteppedTermination termination = begin(worker, this.drain.stubborn())) {
			termination.stepTo(ABANDON);
			DrainEnded ended = termination.record().await(DrainEnded.class, (event) -> event.drain().equals("mail"));
			assertThat(ended.stacks()).extracting(ThreadStack::thread)
				.containsExactly("lastcall-drain-worker", "lastcall-drain-mail");
			assertThat(ended.stacks().get(1).toString()).contains("FakeDrain");
		}
	}

	@Test
	void drainThatNeverBeganBecauseAnotherHeldItUpIsNamed() throws InterruptedException {
		try (SteppedTermination termination = begin(this.drain.stubborn(),
				FakeDrain.in(Stage.WORK, "next").after("mail"))) {
			termination.stepTo(ABANDON);
			assertThat(termination.report().unfinished()).extracting(DrainEntry::name, DrainEntry::elapsed)
				.containsExactly(tuple("mail", ABANDON), tuple("next", Duration.ZERO));
			assertThat(termination.record().linesWith("next")).containsExactly("drain next abandoned");
		}
	}

	@Test
	void drainThatFinishesExactlyAtTheDeadlineIsAtRest() throws InterruptedException {
		FakeDrain last = FakeDrain.in(Stage.WORK, "last").stubborn();
		try (SteppedTermination termination = begin(this.drain.stubborn(), last)) {
			termination.stepTo(INTERRUPT);
			termination.await("drain last interrupted");
			termination.awaitWaiting(Duration.ofSeconds(1));
			// Asked at the deadline, when the other one is about to be abandoned.
			this.drain.leaving(() -> {
				last.releaseAndJoin();
				return Remaining.of(1);
			});
			termination.stepTo(ABANDON);
			termination.report();
			assertThat(termination.record().lines()).contains("drain mail abandoned", "drain last at-rest");
		}
	}

	@Test
	void coordinatorThatComesLateStillCancelsAndInterruptsWhatItAbandons() throws InterruptedException {
		try (SteppedTermination termination = begin(this.drain.stubborn())) {
			termination.stepTo(Duration.ofSeconds(25));
			termination.report();
			assertThat(termination.record().linesWith("drain")).containsExactly("drain mail began",
					"drain mail cancelled", "drain mail interrupted", "drain mail abandoned");
			assertThat(this.drain.context().isCancelled()).isTrue();
		}
	}

	@Test
	void drainIsPressedOnlyOnceHoweverOftenTheCoordinatorWakes() throws InterruptedException {
		FakeDrain other = FakeDrain.in(Stage.WORK, "other").stubborn();
		try (SteppedTermination termination = begin(this.drain.stubborn(), other)) {
			termination.stepTo(INTERRUPT);
			termination.await("drain other interrupted");
			termination.awaitWaiting(Duration.ofSeconds(1));
			other.release();
			termination.await("drain other at-rest");
			termination.awaitWaiting(Duration.ofSeconds(1));
			assertThat(termination.record().linesWith("mail")).containsExactly("drain mail began",
					"drain mail cancelled", "drain mail interrupted");
		}
	}

	private FakeDrain failingWhenCancelled(Supplier<Remaining> remaining) {
		return this.drain.leaving(remaining).doing((context) -> {
			CountDownLatch cancelled = new CountDownLatch(1);
			context.onCancel((reason) -> cancelled.countDown());
			assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
			throw new IllegalStateException("cannot requeue");
		});
	}

	private static SteppedTermination begin(Drain... drains) throws InterruptedException {
		SteppedTermination termination = SteppedTermination.of(drains).begin();
		termination.awaitWaiting(CANCEL);
		for (Drain drain : drains) {
			if (drain.after().isEmpty()) {
				((FakeDrain) drain).awaitBegun();
			}
		}
		return termination;
	}

	private static void stepUpTo(SteppedTermination termination, Duration time) throws InterruptedException {
		termination.stepTo(time.minus(SteppedTermination.NANO));
		termination.awaitWaiting(SteppedTermination.NANO);
	}

	private static DrainEnded endAt(Duration time, Drain drain) throws InterruptedException {
		try (SteppedTermination termination = begin(drain)) {
			for (Duration step : List.of(CANCEL, INTERRUPT)) {
				if (step.compareTo(time) < 0) {
					termination.stepTo(step);
					termination.awaitWaiting(Duration.ofSeconds(1));
				}
			}
			assertThat(termination.record().all(DrainEnded.class)).isEmpty();
			termination.stepTo(time);
			return termination.record().await(DrainEnded.class, (event) -> true);
		}
	}

}
