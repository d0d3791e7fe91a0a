package dev.lastcall.termination;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.test.FakeDrain;
import dev.lastcall.test.Rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A drain that had come to rest, and then another drain of its stage gave it new work.
 */
@Timeout(60)
class DisturbedDrainTests {

	/**
	 * How long a drain waits before it runs again.
	 */
	private static final Duration PAUSE = Duration.ofMillis(100);

	private final AtomicLong items = new AtomicLong();

	private final FakeDrain queue = work("queue").leaving(() -> Remaining.of(this.items.get()))
		.doing((context) -> this.items.set(0));

	private final FakeDrain requests = work("requests").untilReleased();

	@Test
	void drainThatAnotherOneGaveNewWorkRunsAgainBeforeTheStageEnds() throws InterruptedException {
		try (Rehearsal rehearsal = Rehearsal.of(this.queue, this.requests).begin()) {
			rehearsal.await("drain queue at-rest");
			rehearsal.awaitWaiting(Duration.ofSeconds(17));
			rehearsal.stepTo(Duration.ofSeconds(1));
			this.items.set(5);
			this.requests.release();
			rehearsal.ticker().awaitParked("lastcall-drain-queue", PAUSE);
			rehearsal.ticker().advance(PAUSE);
			assertThat(rehearsal.report().isClean()).isTrue();
			assertThat(this.items).hasValue(0);
			assertThat(rehearsal.record().lines()).containsSubsequence("drain queue at-rest", "drain requests at-rest",
					"drain queue began", "drain queue at-rest", "stage work ended");
		}
	}

	@Test
	void drainThatIsDisturbedWhileOthersStillRunIsLeftAloneUntilTheyEnd() throws InterruptedException {
		FakeDrain other = work("other").untilReleased();
		try (Rehearsal rehearsal = Rehearsal.of(this.queue, this.requests, other).begin()) {
			rehearsal.await("drain queue at-rest");
			this.items.set(5);
			other.release();
			rehearsal.await("drain other at-rest");
			rehearsal.awaitWaiting(Duration.ofSeconds(17));
			assertThat(rehearsal.record().linesWith("queue")).hasSize(2);
			assertThat(rehearsal.record().lines()).doesNotContain("stage work ended");
		}
	}

	@Test
	void drainThatReturnsWithSomethingLeftAgainAndAgainDoesNotSpin() throws InterruptedException {
		try (Rehearsal rehearsal = Rehearsal.of(work("lazy").leaving(() -> Remaining.of(1))).begin()) {
			rehearsal.await("drain lazy at-rest");
			rehearsal.ticker().awaitParked("lastcall-drain-lazy", PAUSE);
			rehearsal.awaitWaiting(Duration.ofSeconds(17));
			assertThat(rehearsal.record().linesWith("lazy")).containsExactly("drain lazy began", "drain lazy at-rest",
					"drain lazy began");
			rehearsal.stepTo(PAUSE.minus(Rehearsal.NANO));
			rehearsal.ticker().awaitParked("lastcall-drain-lazy", Rehearsal.NANO);
			rehearsal.stepTo(PAUSE);
			rehearsal.ticker().awaitParked("lastcall-drain-lazy", PAUSE);
			assertThat(rehearsal.record().linesWith("lazy")).hasSize(5);
		}
	}

	@Test
	void drainThatReturnsWithSomethingLeftUntilTheDeadlineIsAbandoned() throws InterruptedException {
		try (Rehearsal rehearsal = Rehearsal.of(work("lazy").leaving(() -> Remaining.of(1))).begin()) {
			rehearsal.ticker().awaitParked("lastcall-drain-lazy", PAUSE);
			rehearsal.awaitWaiting(Duration.ofSeconds(17));
			rehearsal.stepTo(Duration.ofSeconds(19));
			assertThat(rehearsal.report().unfinished()).singleElement().satisfies((drain) -> {
				assertThat(drain.status()).isEqualTo(DrainStatus.ABANDONED);
				assertThat(drain.remaining()).isEqualTo(Remaining.of(1));
			});
		}
	}

	@Test
	void drainThatCannotTellWhatIsLeftRunsOnce() {
		try (Rehearsal rehearsal = Rehearsal.of(work("mail").leaving(Remaining::unknown)).begin()) {
			assertThat(rehearsal.report().isClean()).isTrue();
			assertThat(rehearsal.record().linesWith("mail")).hasSize(2);
		}
	}

	@Test
	void drainThatFailedWithSomethingLeftDoesNotRunAgain() {
		FakeDrain failing = work("failing").leaving(() -> Remaining.of(1)).doing((context) -> {
			throw new IllegalStateException("no");
		});
		try (Rehearsal rehearsal = Rehearsal.of(failing).begin()) {
			assertThat(rehearsal.report().unfinished()).hasSize(1);
			assertThat(rehearsal.record().linesWith("failing began")).hasSize(1);
		}
	}

	private static FakeDrain work(String name) {
		return FakeDrain.in(Stage.WORK, name);
	}

}
