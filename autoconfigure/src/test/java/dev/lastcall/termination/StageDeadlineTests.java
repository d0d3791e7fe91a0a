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
import dev.lastcall.test.Rehearsal;

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
		try (Rehearsal rehearsal = begin(this.drain.stubborn())) {
			stepUpTo(rehearsal, CANCEL);
			assertThat(this.drain.context().isCancelled()).isFalse();
			rehearsal.stepTo(CANCEL);
			rehearsal.await("drain mail cancelled");
			rehearsal.awaitWaiting(Duration.ofSeconds(1));
			stepUpTo(rehearsal, INTERRUPT);
			assertThat(rehearsal.record().linesWith("interrupted")).isEmpty();
			rehearsal.stepTo(INTERRUPT);
			rehearsal.await("drain mail interrupted");
			rehearsal.awaitWaiting(Duration.ofSeconds(1));
			stepUpTo(rehearsal, ABANDON);
			assertThat(rehearsal.record().linesWith("abandoned")).isEmpty();
			rehearsal.stepTo(ABANDON);
			assertThat(rehearsal.report().elapsed()).isEqualTo(ABANDON);
			assertThat(rehearsal.record().linesWith("drain")).containsExactly("drain mail began",
					"drain mail cancelled", "drain mail interrupted", "drain mail abandoned");
		}
	}

	@Test
	void drainIsToldWhyItIsCancelled() throws InterruptedException {
		this.drain.leaving(() -> Remaining.of(7));
		try (Rehearsal rehearsal = begin(this.drain.stubborn())) {
			rehearsal.stepTo(CANCEL);
			Cancellation reason = new Cancellation(Cancellation.Cause.DEADLINE,
					"The deadline of the stage 'work' is 2000 ms away.");
			assertThat(rehearsal.record().await(DrainCancelled.class, (event) -> true))
				.isEqualTo(new DrainCancelled(Stage.WORK, "mail", reason, Remaining.of(7)));
			rehearsal.awaitWaiting(Duration.ofSeconds(1));
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
		try (Rehearsal rehearsal = Rehearsal.of(this.drain).begin()) {
			assertThat(rehearsal.report().drains()).extracting(DrainEntry::status).containsExactly(DrainStatus.FAILED);
		}
	}

	@Test
	void abandonedDrainIsReportedWithTheStacksOfItsThreads() throws InterruptedException {
		FakeDrain worker = FakeDrain.in(Stage.WORK, "worker").stubborn();
		this.drain.workedBy(() -> List.of(worker.thread(), new Thread("not started")));
		try (Rehearsal rehearsal = begin(worker, this.drain.stubborn())) {
			rehearsal.stepTo(ABANDON);
			DrainEnded ended = rehearsal.record().await(DrainEnded.class, (event) -> event.drain().equals("mail"));
			assertThat(ended.stacks()).extracting(ThreadStack::thread)
				.containsExactly("lastcall-drain-worker", "lastcall-drain-mail");
			assertThat(ended.stacks().get(1).toString()).contains("FakeDrain");
		}
	}

	@Test
	void drainThatNeverBeganBecauseAnotherHeldItUpIsNamed() throws InterruptedException {
		try (Rehearsal rehearsal = begin(this.drain.stubborn(), FakeDrain.in(Stage.WORK, "next").after("mail"))) {
			rehearsal.stepTo(ABANDON);
			assertThat(rehearsal.report().unfinished()).extracting(DrainEntry::name, DrainEntry::elapsed)
				.containsExactly(tuple("mail", ABANDON), tuple("next", Duration.ZERO));
			assertThat(rehearsal.record().linesWith("next")).containsExactly("drain next abandoned");
		}
	}

	@Test
	void drainThatFinishesExactlyAtTheDeadlineIsAtRest() throws InterruptedException {
		FakeDrain last = FakeDrain.in(Stage.WORK, "last").stubborn();
		try (Rehearsal rehearsal = begin(this.drain.stubborn(), last)) {
			rehearsal.stepTo(INTERRUPT);
			rehearsal.await("drain last interrupted");
			rehearsal.awaitWaiting(Duration.ofSeconds(1));
			// Asked at the deadline, when the other one is about to be abandoned.
			this.drain.leaving(() -> {
				last.releaseAndJoin();
				return Remaining.of(1);
			});
			rehearsal.stepTo(ABANDON);
			rehearsal.report();
			assertThat(rehearsal.record().lines()).contains("drain mail abandoned", "drain last at-rest");
		}
	}

	@Test
	void coordinatorThatComesLateStillCancelsAndInterruptsWhatItAbandons() throws InterruptedException {
		try (Rehearsal rehearsal = begin(this.drain.stubborn())) {
			rehearsal.stepTo(Duration.ofSeconds(25));
			rehearsal.report();
			assertThat(rehearsal.record().linesWith("drain")).containsExactly("drain mail began",
					"drain mail cancelled", "drain mail interrupted", "drain mail abandoned");
			assertThat(this.drain.context().isCancelled()).isTrue();
		}
	}

	@Test
	void drainIsPressedOnlyOnceHoweverOftenTheCoordinatorWakes() throws InterruptedException {
		FakeDrain other = FakeDrain.in(Stage.WORK, "other").stubborn();
		try (Rehearsal rehearsal = begin(this.drain.stubborn(), other)) {
			rehearsal.stepTo(INTERRUPT);
			rehearsal.await("drain other interrupted");
			rehearsal.awaitWaiting(Duration.ofSeconds(1));
			other.release();
			rehearsal.await("drain other at-rest");
			rehearsal.awaitWaiting(Duration.ofSeconds(1));
			assertThat(rehearsal.record().linesWith("mail")).containsExactly("drain mail began", "drain mail cancelled",
					"drain mail interrupted");
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

	private static Rehearsal begin(Drain... drains) throws InterruptedException {
		Rehearsal rehearsal = Rehearsal.of(drains).begin();
		rehearsal.awaitWaiting(CANCEL);
		for (Drain drain : drains) {
			if (drain.after().isEmpty()) {
				((FakeDrain) drain).awaitBegun();
			}
		}
		return rehearsal;
	}

	private static void stepUpTo(Rehearsal rehearsal, Duration time) throws InterruptedException {
		rehearsal.stepTo(time.minus(Rehearsal.NANO));
		rehearsal.awaitWaiting(Rehearsal.NANO);
	}

	private static DrainEnded endAt(Duration time, Drain drain) throws InterruptedException {
		try (Rehearsal rehearsal = begin(drain)) {
			for (Duration step : List.of(CANCEL, INTERRUPT)) {
				if (step.compareTo(time) < 0) {
					rehearsal.stepTo(step);
					rehearsal.awaitWaiting(Duration.ofSeconds(1));
				}
			}
			assertThat(rehearsal.record().all(DrainEnded.class)).isEmpty();
			rehearsal.stepTo(time);
			return rehearsal.record().await(DrainEnded.class, (event) -> true);
		}
	}

}
