package dev.lastcall.termination;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.test.FakeDrain;
import dev.lastcall.test.SteppedTermination;

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
		try (SteppedTermination termination = SteppedTermination.of(this.queue, this.requests).begin()) {
			termination.await("drain queue at-rest");
			termination.awaitWaiting(Duration.ofSeconds(17));
			termination.stepTo(Duration.ofSeconds(1));
			this.items.set(5);
			this.requests.release();
			termination.ticker().awaitParked("lastcall-drain-queue", PAUSE);
			termination.ticker().advance(PAUSE);
			assertThat(termination.report().isClean()).isTrue();
			assertThat(this.items).hasValue(0);
			assertThat(termination.record().lines()).containsSubsequence("drain queue at-rest",
					"drain requests at-rest", "drain queue began", "drain queue at-rest", "stage work ended");
		}
	}

	@Test
	void drainThatIsDisturbedWhileOthersStillRunIsLeftAloneUntilTheyEnd() throws InterruptedException {
		FakeDrain other = work("other").untilReleased();
		try (SteppedTermination termination = SteppedTermination.of(this.queue, this.requests, other).begin()) {
			termination.await("drain queue at-rest");
			this.items.set(5);
			other.release();
			termination.await("drain other at-rest");
			termination.awaitWaiting(Duration.ofSeconds(17));
			assertThat(termination.record().linesWith("queue")).hasSize(2);
			assertThat(termination.record().lines()).doesNotContain("stage work ended");
		}
	}

	@Test
	void drainThatReturnsWithSomethingLeftAgainAndAgainDoesNotSpin() throws InterruptedException {
		try (SteppedTermination termination = SteppedTermination.of(work("lazy").leaving(() -> Remaining.of(1)))
			.begin()) {
			termination.await("drain lazy at-rest");
			termination.ticker().awaitParked("lastcall-drain-lazy", PAUSE);
			termination.awaitWaiting(Duration.ofSeconds(17));
			assertThat(termination.record().linesWith("lazy")).containsExactly("drain lazy began", "drain lazy at-rest",
					"drain lazy began");
			termination.stepTo(PAUSE.minus(SteppedTermination.NANO));
			termination.ticker().awaitParked("lastcall-drain-lazy", SteppedTermination.NANO);
			termination.stepTo(PAUSE);
			termination.ticker().awaitParked("lastcall-drain-lazy", PAUSE);
			assertThat(termination.record().linesWith("lazy")).hasSize(5);
		}
	}

	@Test
	void drainThatReturnsWithSomethingLeftUntilTheDeadlineIsAbandoned() throws InterruptedException {
		try (SteppedTermination termination = SteppedTermination.of(work("lazy").leaving(() -> Remaining.of(1)))
			.begin()) {
			termination.ticker().awaitParked("lastcall-drain-lazy", PAUSE);
			termination.awaitWaiting(Duration.ofSeconds(17));
			termination.stepTo(Duration.ofSeconds(19));
			assertThat(termination.report().unfinished()).singleElement().satisfies((drain) -> {
				assertThat(drain.status()).isEqualTo(DrainStatus.ABANDONED);
				assertThat(drain.remaining()).isEqualTo(Remaining.of(1));
			});
		}
	}

	@Test
	void drainBeginsOnlyWhenWhatItComesAfterHasFinishedItsNewWork() throws InterruptedException {
		FakeDrain last = work("last").after("queue", "requests");
		try (SteppedTermination termination = SteppedTermination.of(this.queue, this.requests, last).begin()) {
			termination.await("drain queue at-rest");
			termination.awaitWaiting(Duration.ofSeconds(17));
			this.items.set(5);
			this.requests.release();
			termination.ticker().awaitParked("lastcall-drain-queue", PAUSE);
			termination.ticker().advance(PAUSE);
			assertThat(termination.report().isClean()).isTrue();
			assertThat(termination.record().lines()).containsSubsequence("drain requests at-rest", "drain queue began",
					"drain queue at-rest", "drain last began", "drain last at-rest");
		}
	}

	@Test
	void drainThatCannotTellWhatIsLeftRunsOnce() {
		try (SteppedTermination termination = SteppedTermination.of(work("mail").leaving(Remaining::unknown)).begin()) {
			assertThat(termination.report().isClean()).isTrue();
			assertThat(termination.record().linesWith("mail")).hasSize(2);
		}
	}

	@Test
	void drainThatFailedWithSomethingLeftDoesNotRunAgain() {
		FakeDrain failing = work("failing").leaving(() -> Remaining.of(1)).doing((context) -> {
			throw new IllegalStateException("no");
		});
		try (SteppedTermination termination = SteppedTermination.of(failing).begin()) {
			assertThat(termination.report().unfinished()).hasSize(1);
			assertThat(termination.record().linesWith("failing began")).hasSize(1);
		}
	}

	private static FakeDrain work(String name) {
		return FakeDrain.in(Stage.WORK, name);
	}

}
