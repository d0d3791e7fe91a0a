package dev.lastcall.termination;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.TerminationEvent.DrainEnded;
import dev.lastcall.test.FakeDrain;
import dev.lastcall.test.SteppedTermination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * A drain that hangs where it is only asked or told something holds nobody up.
 */
@Timeout(60)
class HangingAnswerTests {

	private static final String UNANSWERED = "java.util.concurrent.TimeoutException: No answer within 100 ms";

	private final FakeDrain gag = FakeDrain.in(Stage.WORK, "gag");

	private final FakeDrain drain = FakeDrain.in(Stage.WORK, "mail");

	private final FakeDrain sink = FakeDrain.in(Stage.SINKS, "sink");

	@AfterEach
	void letGo() {
		this.gag.release();
	}

	@Test
	void drainThatHangsWhenItIsAskedWhatItLeftIsOverdue() throws InterruptedException {
		this.drain.leaving(() -> {
			this.gag.awaitReleased();
			return Remaining.nothing();
		});
		try (SteppedTermination termination = SteppedTermination.of(this.drain, this.sink).begin()) {
			stepUntilAnswered(termination, "lastcall-drain-watch");
			termination.await("failed: remaining of drain 'mail', " + UNANSWERED);
			termination.awaitWaiting(Duration.ofMillis(16_900));
			termination.stepTo(Duration.ofSeconds(19));
			assertThat(termination.report().drains()).extracting(DrainEntry::name, DrainEntry::status)
				.containsExactly(tuple("mail", DrainStatus.ABANDONED), tuple("sink", DrainStatus.AT_REST));
			assertThat(termination.record().linesWith("failed")).hasSize(1);
			assertThat(this.drain.context().isCancelled()).isTrue();
		}
	}

	@Test
	void drainThatHangsWhenItIsLookedAtASecondTimeStaysAtRest() throws InterruptedException {
		AtomicBoolean rested = new AtomicBoolean();
		this.drain.leaving(() -> {
			if (rested.get()) {
				this.gag.awaitReleased();
			}
			return Remaining.nothing();
		});
		TerminationListener listener = (event) -> rested.compareAndSet(false, event instanceof DrainEnded);
		try (SteppedTermination termination = SteppedTermination.heardBy(listener, this.drain, this.sink).begin()) {
			stepUntilAnswered(termination, "lastcall-coordinator");
			// Together with the others, and then alone.
			stepUntilAnswered(termination, "lastcall-coordinator");
			assertThat(termination.report().isClean()).isTrue();
			assertThat(termination.record().lines()).contains("failed: remaining of drain 'mail', " + UNANSWERED,
					"drain sink at-rest");
		}
	}

	@Test
	void actionOnCancelThatHangsDoesNotStopThePressure() throws InterruptedException {
		CountDownLatch registered = new CountDownLatch(1);
		FakeDrain other = FakeDrain.in(Stage.WORK, "other").untilCancelled();
		this.drain.doing((context) -> {
			context.onCancel((reason) -> this.gag.awaitReleased());
			registered.countDown();
			Thread.currentThread().join(10_000);
		});
		try (SteppedTermination termination = SteppedTermination.of(this.drain, other).begin()) {
			assertThat(registered.await(10, TimeUnit.SECONDS)).isTrue();
			other.awaitBegun();
			termination.awaitWaiting(Duration.ofSeconds(17));
			termination.stepTo(Duration.ofSeconds(17));
			stepUntilAnswered(termination, "lastcall-coordinator");
			termination.await("drain other at-rest");
			termination.awaitWaiting(Duration.ofMillis(900));
			assertThat(termination.record().lines()).contains("failed: onCancel of drain 'mail', " + UNANSWERED);
			termination.stepTo(Duration.ofSeconds(18));
			termination.await("drain mail abandoned");
		}
	}

	private static void stepUntilAnswered(SteppedTermination termination, String thread) throws InterruptedException {
		for (int i = 0; i < 10; i++) {
			termination.ticker().awaitParked(thread, Duration.ofMillis(10));
			termination.ticker().advance(Duration.ofMillis(10));
		}
	}

}
