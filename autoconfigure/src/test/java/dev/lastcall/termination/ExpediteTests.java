package dev.lastcall.termination;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.TerminationEvent.DrainCancelled;
import dev.lastcall.termination.TerminationEvent.StageBegan;
import dev.lastcall.termination.TerminationEvent.TerminationExpedited;
import dev.lastcall.test.FakeDrain;
import dev.lastcall.test.SteppedTermination;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Expedited, 6 s are left: 3.8 s up to WORK, 4.6 s up to SINKS, 5.8 s up to CLOSE, and a
 * drain is cancelled 0.4 s before its deadline.
 */
@Timeout(60)
class ExpediteTests {

	private final FakeDrain work = FakeDrain.in(Stage.WORK, "work");

	private final FakeDrain linger = FakeDrain.in(Stage.LINGER, "linger");

	@Test
	void expeditingBeforeATerminationDoesNothing() {
		try (SteppedTermination termination = SteppedTermination.of(this.work)) {
			termination.coordinator().expedite();
			assertThat(termination.record().lines()).isEmpty();
			termination.begin();
			assertThat(left(termination)).isEqualTo(Duration.ofSeconds(30));
		}
	}

	@Test
	void expeditingLeavesTheExpeditedBudgetAndScalesTheReserves() throws InterruptedException {
		try (SteppedTermination termination = SteppedTermination
			.of(this.work.stubborn(), FakeDrain.in(Stage.SINKS, "sinks").stubborn())
			.begin()) {
			awaitBegun(termination, this.work);
			termination.stepTo(Duration.ofSeconds(5));
			termination.coordinator().expedite();
			termination.awaitWaiting(Duration.ofMillis(3400));
			assertThat(left(termination)).isEqualTo(Duration.ofSeconds(6));
			assertThat(this.work.context().remaining()).isEqualTo(Duration.ofMillis(3800));
			termination.stepTo(Duration.ofMillis(8400).minus(SteppedTermination.NANO));
			termination.awaitWaiting(SteppedTermination.NANO);
			assertThat(termination.record().linesWith("cancelled")).isEmpty();
			termination.stepTo(Duration.ofMillis(8400));
			termination.awaitWaiting(Duration.ofMillis(200));
			termination.stepTo(Duration.ofMillis(8800));
			termination.await("drain work abandoned");
			assertThat(
					termination.record().await(StageBegan.class, (event) -> event.stage() == Stage.SINKS).allowance())
				.isEqualTo(Duration.ofMillis(800));
		}
	}

	@Test
	void expeditingIsToldOnceWithWhatIsLeft() throws InterruptedException {
		try (SteppedTermination termination = SteppedTermination.of(this.work.stubborn()).begin()) {
			awaitBegun(termination, this.work);
			termination.coordinator().expedite();
			termination.awaitWaiting(Duration.ofMillis(3400));
			termination.stepTo(Duration.ofSeconds(1));
			termination.coordinator().expedite();
			assertThat(left(termination)).isEqualTo(Duration.ofSeconds(5));
			assertThat(termination.record().all(TerminationExpedited.class))
				.containsExactly(new TerminationExpedited(Duration.ofSeconds(6)));
		}
	}

	@Test
	void expeditingNeverLengthens() throws InterruptedException {
		FakeDrain close = FakeDrain.in(Stage.CLOSE, "close").stubborn();
		try (SteppedTermination termination = SteppedTermination.of(close).begin()) {
			close.awaitBegun();
			termination.awaitWaiting(Duration.ofSeconds(27));
			termination.stepTo(Duration.ofMillis(26_500));
			termination.coordinator().expedite();
			termination.awaitWaiting(Duration.ofMillis(2100));
			assertThat(termination.record().all(TerminationExpedited.class))
				.containsExactly(new TerminationExpedited(Duration.ofMillis(3500)));
			assertThat(left(termination)).isEqualTo(Duration.ofMillis(3500));
			assertThat(close.context().remaining()).isEqualTo(Duration.ofMillis(2500));
		}
	}

	@Test
	void expeditingDuringLingerEndsItAtOnce() throws InterruptedException {
		try (SteppedTermination termination = SteppedTermination.of(this.linger.untilCancelled(), this.work).begin()) {
			awaitBegun(termination, this.linger);
			termination.coordinator().expedite();
			assertThat(termination.report().isClean()).isTrue();
			assertThat(termination.ticker().nanos()).isZero();
			assertThat(termination.record().all(DrainCancelled.class)).extracting(DrainCancelled::reason)
				.containsExactly(new Cancellation(Cancellation.Cause.EXPEDITED, "The termination was expedited."));
		}
	}

	@Test
	void expeditingBeforeLingerSkipsIt() throws InterruptedException {
		FakeDrain announce = FakeDrain.in(Stage.ANNOUNCE, "announce").untilReleased();
		try (SteppedTermination termination = SteppedTermination.of(announce, this.linger.untilCancelled(), this.work)
			.begin()) {
			awaitBegun(termination, announce);
			termination.coordinator().expedite();
			termination.awaitWaiting(Duration.ofMillis(3400));
			assertThat(announce.context().isCancelled()).isFalse();
			announce.release();
			assertThat(termination.report().isClean()).isTrue();
			assertThat(this.linger.context().cancellation()).get()
				.extracting(Cancellation::cause)
				.isEqualTo(Cancellation.Cause.EXPEDITED);
			assertThat(this.work.context().isCancelled()).isFalse();
		}
	}

	@Test
	void lingeringDrainThatThrowsWhenCancelledDoesNotStopTheHurry() throws InterruptedException {
		CountDownLatch registered = new CountDownLatch(1);
		this.linger.doing((context) -> {
			CountDownLatch cancelled = new CountDownLatch(1);
			context.onCancel((reason) -> {
				throw new IllegalStateException("no");
			});
			context.onCancel((reason) -> cancelled.countDown());
			registered.countDown();
			assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
		});
		try (SteppedTermination termination = SteppedTermination.of(this.linger).begin()) {
			assertThat(registered.await(10, TimeUnit.SECONDS)).isTrue();
			termination.coordinator().expedite();
			assertThat(termination.report().isClean()).isTrue();
			assertThat(termination.record().lines()).contains("TerminationExpedited",
					"failed: onCancel of drain 'linger', java.lang.IllegalStateException: no");
		}
	}

	@Test
	void expeditingAfterTheEndShortensWhatTheExitMayTake() {
		try (SteppedTermination termination = SteppedTermination.of(this.work).begin()) {
			termination.report();
			termination.coordinator().expedite();
			assertThat(left(termination)).isEqualTo(Duration.ofSeconds(6));
		}
	}

	private static void awaitBegun(SteppedTermination termination, FakeDrain drain) throws InterruptedException {
		drain.awaitBegun();
		termination.awaitWaiting(Duration.ofSeconds(17));
	}

	private static Duration left(SteppedTermination termination) {
		return termination.coordinator().deadline().orElseThrow().remaining();
	}

}
