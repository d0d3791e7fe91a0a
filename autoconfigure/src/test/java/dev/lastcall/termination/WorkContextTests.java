package dev.lastcall.termination;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.Cancellation.Cause;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.TerminationEvent.StageEnded;
import dev.lastcall.test.FakeDrain;
import dev.lastcall.test.SteppedTermination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
class WorkContextTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final WorkContext work = new WorkContext(Ticker.system());

	private final CompletableFuture<Cancellation> heard = new CompletableFuture<>();

	private final FakeDrain announce = FakeDrain.in(Stage.ANNOUNCE, "announce");

	private final FakeDrain orders = FakeDrain.in(Stage.WORK, "orders");

	@Test
	void hasNoDeadlineUntilATerminationBegins() throws InterruptedException {
		try (SteppedTermination termination = SteppedTermination.heardBy(this.work, this.announce.untilReleased())) {
			assertThat(this.work.deadline().isNever()).isTrue();
			DrainContext request = this.work.child(Duration.ofHours(1));
			termination.begin();
			this.announce.awaitBegun();
			assertThat(this.work.remaining()).isEqualTo(Duration.ofSeconds(19));
			assertThat(request.remaining()).isEqualTo(Duration.ofSeconds(19));
			assertThat(this.work.isCancelled()).isFalse();
		}
	}

	@Test
	void isShortenedWhenTheTerminationIsExpedited() throws InterruptedException {
		try (SteppedTermination termination = SteppedTermination.heardBy(this.work, this.announce.untilReleased())) {
			termination.begin();
			this.announce.awaitBegun();
			termination.coordinator().expedite();
			assertThat(this.work.remaining()).isEqualTo(Duration.ofMillis(3800));
			assertThat(this.work.isCancelled()).isFalse();
		}
	}

	@Test
	void isCancelledWithTheDrainsOfItsStageAndNotBefore() throws InterruptedException {
		this.work.child(Duration.ofHours(1)).onCancel(this.heard::complete);
		try (SteppedTermination termination = SteppedTermination.heardBy(this.work, this.orders.untilCancelled())) {
			termination.begin();
			this.orders.awaitBegun();
			termination.stepTo(Duration.ofSeconds(17).minus(SteppedTermination.NANO));
			termination.awaitWaiting(SteppedTermination.NANO);
			assertThat(this.work.isCancelled()).isFalse();
			termination.stepTo(Duration.ofSeconds(17));
			assertThat(this.heard).succeedsWithin(PATIENCE)
				.isEqualTo(new Cancellation(Cause.DEADLINE, "The deadline of the stage 'work' is 2000 ms away."));
		}
		assertThat(this.work.cancellation()).contains(this.heard.join());
	}

	@Test
	void isCancelledWhenItsStageEndsBeforeTheDeadline() {
		this.work.onCancel(this.heard::complete);
		try (SteppedTermination termination = SteppedTermination.heardBy(this.work, this.orders)) {
			termination.begin();
			assertThat(this.heard).succeedsWithin(PATIENCE)
				.isEqualTo(new Cancellation(Cause.ENDED, "The stage 'work' ended, and no drain waited for this."));
			termination.report();
		}
	}

	@Test
	void actionThatNeverReturnsDoesNotHoldTheTermination() throws InterruptedException {
		CountDownLatch done = new CountDownLatch(1);
		CountDownLatch begun = new CountDownLatch(1);
		this.work.onCancel((reason) -> {
			begun.countDown();
			awaitUninterruptibly(done);
		});
		try (SteppedTermination termination = SteppedTermination.heardBy(this.work, this.orders)) {
			termination.begin();
			begun.await();
			assertThat(termination.report().isClean()).isTrue();
		}
		done.countDown();
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void stageThatEndsWithoutATerminationCancelsNothing() {
		this.work.onEvent(new StageEnded(Stage.WORK, Duration.ZERO));
		assertThat(this.work.isCancelled()).isFalse();
	}

	@Test
	void cannotBeCancelledByThoseWhoShareIt() {
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.work.cancel(new Cancellation(Cause.EXPEDITED, "I am in a hurry.")));
		assertThat(this.work.isCancelled()).isFalse();
	}

	@Test
	void drainHasItsOwnContextBoundAndNotThatOfWork() {
		CompletableFuture<DrainContext> current = new CompletableFuture<>();
		this.orders.doing((context) -> current.complete(DrainContext.current()));
		try (SteppedTermination termination = SteppedTermination.heardBy(this.work, this.orders)) {
			termination.begin();
			termination.report();
			assertThat(current).isCompletedWithValue(this.orders.context());
		}
	}

}
