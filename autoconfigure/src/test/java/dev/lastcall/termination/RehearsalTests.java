package dev.lastcall.termination;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.Answer.Outcome;
import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.Report.StageEntry;
import dev.lastcall.termination.TerminationEvent.RehearsalBegan;
import dev.lastcall.termination.TerminationEvent.RehearsalEnded;
import dev.lastcall.test.FakeDrain;
import dev.lastcall.test.FakeResumableDrain;
import dev.lastcall.test.SteppedTermination;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class RehearsalTests {

	private final FakeResumableDrain readiness = FakeResumableDrain.in(Stage.ANNOUNCE, "readiness");

	private final FakeResumableDrain linger = FakeResumableDrain.in(Stage.LINGER, "linger");

	private final FakeDrain refusal = FakeDrain.in(Stage.SOURCES, "refusal");

	private final FakeResumableDrain work = FakeResumableDrain.in(Stage.WORK, "work");

	private final FakeDrain sinks = FakeDrain.in(Stage.SINKS, "sinks");

	private final SteppedTermination termination = SteppedTermination.of(this.readiness, this.linger, this.refusal,
			this.work, this.sinks);

	private final Coordinator coordinator = this.termination.coordinator();

	@AfterEach
	void end() {
		this.readiness.release();
		this.linger.release();
		this.work.release();
		this.coordinator.begin(SteppedTermination.TERM);
		this.termination.report();
	}

	@Test
	void rehearsalMeasuresAndLeavesEverythingAsItWas() throws InterruptedException {
		this.linger.quietFor(Duration.ofSeconds(3)).draining().untilReleased();
		this.work.draining().untilReleased();
		rehearse();
		this.linger.draining().awaitBegun();
		this.termination.awaitWaiting(Duration.ofSeconds(17));
		assertThat(this.coordinator.state()).isEqualTo(CoordinatorState.REHEARSING);
		this.termination.stepTo(Duration.ofSeconds(5));
		this.linger.release();
		this.work.draining().awaitBegun();
		this.termination.awaitWaiting(Duration.ofSeconds(12));
		this.termination.stepTo(Duration.ofSeconds(7));
		this.work.release();
		Rehearsal rehearsal = ended();
		assertThat(rehearsal.complete()).isTrue();
		assertThat(rehearsal.elapsed()).isEqualTo(Duration.ofSeconds(7));
		assertThat(rehearsal.lastArrival()).contains(Duration.ofSeconds(4));
		assertThat(rehearsal.stages()).extracting(StageEntry::stage)
			.containsExactly(Stage.ANNOUNCE, Stage.LINGER, Stage.SOURCES, Stage.WORK);
		assertThat(rehearsal.stages()).extracting(StageEntry::elapsed)
			.containsExactly(Duration.ZERO, Duration.ofSeconds(5), Duration.ZERO, Duration.ofSeconds(2));
		assertThat(rehearsal.drains()).extracting(DrainEntry::name).containsExactly("readiness", "linger", "work");
		assertThat(rehearsal.unfinished()).isEmpty();
		assertThat(rehearsal.notResumed()).isEmpty();
		assertThat(this.coordinator.lastRehearsal()).contains(rehearsal);
		assertThat(this.coordinator.state()).isEqualTo(CoordinatorState.SERVING);
		assertThat(this.readiness.calls()).containsExactly("drain", "resume");
		assertThat(this.linger.calls()).containsExactly("rehearse", "resume");
		assertThat(this.work.calls()).containsExactly("rehearse", "resume");
	}

	@Test
	void drainThatCanNeitherBeUndoneNorOnlyWaitsIsSkippedAndNamed() throws InterruptedException {
		rehearse();
		assertThat(ended().skipped()).containsExactly("refusal");
		assertThat(this.refusal.thread()).isNull();
		assertThat(this.sinks.thread()).isNull();
		assertThat(this.termination.record().lines()).containsExactly("RehearsalBegan", "RehearsalEnded");
		assertThat(this.termination.record().all(RehearsalBegan.class))
			.containsExactly(new RehearsalBegan(Duration.ofSeconds(30)));
	}

	@Test
	void drainThatFailsIsNamedAndUndone() throws InterruptedException {
		this.work.draining().doing((context) -> {
			throw new IllegalStateException("no");
		}).leaving(() -> Remaining.of(7));
		rehearse();
		Rehearsal rehearsal = ended();
		assertThat(rehearsal.unfinished()).singleElement().satisfies((drain) -> {
			assertThat(drain.name()).isEqualTo("work");
			assertThat(drain.status()).isEqualTo(DrainStatus.FAILED);
			assertThat(drain.remaining()).isEqualTo(Remaining.of(7));
		});
		assertThat(this.work.calls()).containsExactly("resume");
		assertThat(rehearsal.recommendation().orElseThrow().sufficient()).isFalse();
	}

	@Test
	void drainThatHangsIsGivenUpAtItsDeadlineAndUndone() throws InterruptedException {
		this.work.draining().stubborn();
		rehearse();
		this.work.draining().awaitBegun();
		this.termination.awaitWaiting(Duration.ofSeconds(17));
		this.termination.stepTo(Duration.ofSeconds(19));
		this.termination.awaitWaiting(Duration.ofMillis(3400));
		// The undoing waits for the drain, but not for long.
		this.termination.ticker().awaitParked("lastcall-drain-work");
		this.termination.ticker().advance(Duration.ofSeconds(2));
		Rehearsal rehearsal = ended();
		assertThat(rehearsal.elapsed()).isEqualTo(Duration.ofSeconds(19));
		assertThat(rehearsal.unfinished()).extracting(DrainEntry::status).containsExactly(DrainStatus.ABANDONED);
		assertThat(this.coordinator.state()).isEqualTo(CoordinatorState.SERVING);
		assertThat(this.readiness.calls()).containsExactly("drain", "resume");
	}

	@Test
	void terminationInTheMiddleWinsAtOnceAndGoesOnFromTheAnnouncement() throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(1);
		this.work.draining().doing((context) -> {
			if (begun.getCount() > 0) {
				begun.countDown();
				new CountDownLatch(1).await();
			}
		});
		rehearse();
		assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
		this.termination.begin();
		assertThat(this.termination.report().isClean()).isTrue();
		Rehearsal rehearsal = ended();
		assertThat(rehearsal.complete()).isFalse();
		assertThat(rehearsal.recommendation()).isEmpty();
		assertThat(this.readiness.calls()).containsExactly("drain");
		assertThat(this.linger.calls()).containsExactly("rehearse", "drain");
		assertThat(this.work.calls()).containsExactly("drain");
		assertThat(this.refusal.thread()).isNotNull();
	}

	@Test
	void quiesceInTheMiddleEndsTheRehearsalAndLeavesTheProcessQuiesced() throws InterruptedException {
		this.linger.draining().untilReleased();
		rehearse();
		this.linger.draining().awaitBegun();
		assertThat(this.coordinator.obey(Order.QUIESCE).outcome()).isEqualTo(Outcome.BEGUN);
		this.termination.await("Quiesced");
		assertThat(ended().complete()).isFalse();
		assertThat(this.coordinator.state()).isEqualTo(CoordinatorState.QUIESCED);
		assertThat(this.linger.calls()).containsExactly("resume");
		assertThat(this.readiness.calls()).last().isEqualTo("drain");
	}

	@Test
	void resumeInTheMiddleEndsTheRehearsal() throws InterruptedException {
		this.linger.draining().untilReleased();
		rehearse();
		this.linger.draining().awaitBegun();
		assertThat(this.coordinator.obey(Order.RESUME).outcome()).isEqualTo(Outcome.BEGUN);
		this.termination.await("Resumed");
		assertThat(this.coordinator.state()).isEqualTo(CoordinatorState.SERVING);
		assertThat(this.linger.calls()).containsExactly("resume");
		assertThat(this.readiness.calls()).containsExactly("drain", "resume");
	}

	@Test
	void rehearsalThatCannotUndoSaysSoAndLeavesTheProcessQuiesced() throws InterruptedException {
		this.linger.resuming().doing((context) -> {
			throw new IllegalStateException("no");
		});
		rehearse();
		this.termination.await("Quiesced");
		assertThat(ended().notResumed()).extracting(DrainEntry::name).containsExactly("linger");
		assertThat(this.coordinator.state()).isEqualTo(CoordinatorState.QUIESCED);
		assertThat(this.readiness.calls()).containsExactly("drain", "resume", "drain");
	}

	@Test
	void recommendationSpellsOutItsArithmetic() throws InterruptedException {
		this.linger.quietFor(Duration.ofMillis(800)).draining().untilReleased();
		rehearse();
		this.linger.draining().awaitBegun();
		this.termination.awaitWaiting(Duration.ofSeconds(17));
		this.termination.stepTo(Duration.ofSeconds(3));
		this.linger.release();
		Recommendation recommendation = ended().recommendation().orElseThrow();
		assertThat(recommendation.lingerMinimum()).isEqualTo(Duration.ofSeconds(3));
		assertThat(recommendation.lingerMaximum()).isEqualTo(Duration.ofSeconds(4));
		assertThat(recommendation.gracePeriod()).isEqualTo(Duration.ofSeconds(15));
		assertThat(recommendation.sufficient()).isTrue();
		assertThat(recommendation.arithmetic()).containsExactly(
				"'lastcall.linger.minimum': the last request came 2200 ms after the announcement = 3 s.",
				"'lastcall.linger.maximum': 1.5 x 2200 ms = 4 s.",
				"'terminationGracePeriodSeconds' and 'lastcall.budget.grace-period': 0 ms (announce) + 4000 ms (linger) + 1.5 x 0 ms (sources and work) + 4000 ms ('lastcall.reserve.sinks') + 6000 ms ('lastcall.reserve.close') + 1000 ms (exit) + 0 ms ('lastcall.budget.pre-stop' and 'lastcall.budget.margin') = 15000 ms = 15 s.");
	}

	private void rehearse() {
		assertThat(this.coordinator.obey(Order.REHEARSE).outcome()).isEqualTo(Outcome.BEGUN);
	}

	private Rehearsal ended() throws InterruptedException {
		return this.termination.record().await(RehearsalEnded.class, (ended) -> true).rehearsal();
	}

}
