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
import dev.lastcall.test.Rehearsal;

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
		try (Rehearsal rehearsal = Rehearsal.of(this.work)) {
			rehearsal.coordinator().expedite();
			assertThat(rehearsal.record().lines()).containsExactly("Prepared");
			rehearsal.begin();
			assertThat(left(rehearsal)).isEqualTo(Duration.ofSeconds(30));
		}
	}

	@Test
	void expeditingLeavesTheExpeditedBudgetAndScalesTheReserves() throws InterruptedException {
		try (Rehearsal rehearsal = Rehearsal.of(this.work.stubborn(), FakeDrain.in(Stage.SINKS, "sinks").stubborn())
			.begin()) {
			awaitBegun(rehearsal, this.work);
			rehearsal.stepTo(Duration.ofSeconds(5));
			rehearsal.coordinator().expedite();
			rehearsal.awaitWaiting(Duration.ofMillis(3400));
			assertThat(left(rehearsal)).isEqualTo(Duration.ofSeconds(6));
			assertThat(this.work.context().remaining()).isEqualTo(Duration.ofMillis(3800));
			rehearsal.stepTo(Duration.ofMillis(8400).minus(Rehearsal.NANO));
			rehearsal.awaitWaiting(Rehearsal.NANO);
			assertThat(rehearsal.record().linesWith("cancelled")).isEmpty();
			rehearsal.stepTo(Duration.ofMillis(8400));
			rehearsal.awaitWaiting(Duration.ofMillis(200));
			rehearsal.stepTo(Duration.ofMillis(8800));
			rehearsal.await("drain work abandoned");
			assertThat(rehearsal.record().await(StageBegan.class, (event) -> event.stage() == Stage.SINKS).allowance())
				.isEqualTo(Duration.ofMillis(800));
		}
	}

	@Test
	void expeditingIsToldOnceWithWhatIsLeft() throws InterruptedException {
		try (Rehearsal rehearsal = Rehearsal.of(this.work.stubborn()).begin()) {
			awaitBegun(rehearsal, this.work);
			rehearsal.coordinator().expedite();
			rehearsal.awaitWaiting(Duration.ofMillis(3400));
			rehearsal.stepTo(Duration.ofSeconds(1));
			rehearsal.coordinator().expedite();
			assertThat(left(rehearsal)).isEqualTo(Duration.ofSeconds(5));
			assertThat(rehearsal.record().all(TerminationExpedited.class))
				.containsExactly(new TerminationExpedited(Duration.ofSeconds(6)));
		}
	}

	@Test
	void expeditingNeverLengthens() throws InterruptedException {
		FakeDrain close = FakeDrain.in(Stage.CLOSE, "close").stubborn();
		try (Rehearsal rehearsal = Rehearsal.of(close).begin()) {
			close.awaitBegun();
			rehearsal.awaitWaiting(Duration.ofSeconds(27));
			rehearsal.stepTo(Duration.ofMillis(26_500));
			rehearsal.coordinator().expedite();
			rehearsal.awaitWaiting(Duration.ofMillis(2100));
			assertThat(rehearsal.record().all(TerminationExpedited.class))
				.containsExactly(new TerminationExpedited(Duration.ofMillis(3500)));
			assertThat(left(rehearsal)).isEqualTo(Duration.ofMillis(3500));
			assertThat(close.context().remaining()).isEqualTo(Duration.ofMillis(2500));
		}
	}

	@Test
	void expeditingDuringLingerEndsItAtOnce() throws InterruptedException {
		try (Rehearsal rehearsal = Rehearsal.of(this.linger.untilCancelled(), this.work).begin()) {
			awaitBegun(rehearsal, this.linger);
			rehearsal.coordinator().expedite();
			assertThat(rehearsal.report().isClean()).isTrue();
			assertThat(rehearsal.ticker().nanos()).isZero();
			assertThat(rehearsal.record().all(DrainCancelled.class)).extracting(DrainCancelled::reason)
				.containsExactly(new Cancellation(Cancellation.Cause.EXPEDITED, "The termination was expedited."));
		}
	}

	@Test
	void expeditingBeforeLingerSkipsIt() throws InterruptedException {
		FakeDrain announce = FakeDrain.in(Stage.ANNOUNCE, "announce").untilReleased();
		try (Rehearsal rehearsal = Rehearsal.of(announce, this.linger.untilCancelled(), this.work).begin()) {
			awaitBegun(rehearsal, announce);
			rehearsal.coordinator().expedite();
			rehearsal.awaitWaiting(Duration.ofMillis(3400));
			assertThat(announce.context().isCancelled()).isFalse();
			announce.release();
			assertThat(rehearsal.report().isClean()).isTrue();
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
		try (Rehearsal rehearsal = Rehearsal.of(this.linger).begin()) {
			assertThat(registered.await(10, TimeUnit.SECONDS)).isTrue();
			rehearsal.coordinator().expedite();
			assertThat(rehearsal.report().isClean()).isTrue();
			assertThat(rehearsal.record().lines()).contains("TerminationExpedited",
					"failed: onCancel of drain 'linger', java.lang.IllegalStateException: no");
		}
	}

	@Test
	void expeditingAfterTheEndShortensWhatTheExitMayTake() {
		try (Rehearsal rehearsal = Rehearsal.of(this.work).begin()) {
			rehearsal.report();
			rehearsal.coordinator().expedite();
			assertThat(left(rehearsal)).isEqualTo(Duration.ofSeconds(6));
		}
	}

	private static void awaitBegun(Rehearsal rehearsal, FakeDrain drain) throws InterruptedException {
		drain.awaitBegun();
		rehearsal.awaitWaiting(Duration.ofSeconds(17));
	}

	private static Duration left(Rehearsal rehearsal) {
		return rehearsal.coordinator().deadline().orElseThrow().remaining();
	}

}
