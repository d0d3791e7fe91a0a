package dev.lastcall.termination;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.TerminationEvent.DrainEnded;
import dev.lastcall.test.FakeDrain;
import dev.lastcall.test.SteppedTermination;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A drain whose own answers fail harms neither the termination nor the other drains.
 */
@Timeout(60)
class FaultyDrainTests {

	private static final Supplier<Remaining> THROWS = () -> {
		throw new IllegalStateException("no");
	};

	private final FakeDrain drain = FakeDrain.in(Stage.WORK, "mail");

	@Test
	void drainThatThrowsWhenAskedWhatIsLeftIsAtRestAndTold() {
		assertAtRestAndTold(THROWS, "java.lang.IllegalStateException: no");
	}

	@Test
	void drainThatThrowsAnErrorWhenAskedWhatIsLeftIsAtRestAndTold() {
		assertAtRestAndTold(() -> {
			throw new StackOverflowError();
		}, "java.lang.StackOverflowError");
	}

	@Test
	void drainThatAnswersNullWhenAskedWhatIsLeftIsAtRestAndTold() {
		assertAtRestAndTold(() -> null, "java.lang.NullPointerException");
	}

	private void assertAtRestAndTold(Supplier<Remaining> remaining, String failure) {
		FakeDrain other = FakeDrain.in(Stage.WORK, "other").after("mail");
		try (SteppedTermination termination = SteppedTermination.of(this.drain.leaving(remaining), other).begin()) {
			assertThat(termination.report().isClean()).isTrue();
			assertThat(termination.report().drains().get(0).remaining()).isEqualTo(Remaining.unknown());
			assertThat(termination.record().lines()).contains("failed: remaining of drain 'mail', " + failure,
					"drain other at-rest");
		}
	}

	@Test
	void drainThatThrowsWhenAskedForItsThreadsIsAbandonedWithItsOwnStack() throws InterruptedException {
		assertAbandonedAndTold(() -> {
			throw new IllegalStateException("no");
		}, "java.lang.IllegalStateException: no");
	}

	@Test
	void drainThatAnswersNullWhenAskedForItsThreadsIsAbandonedWithItsOwnStack() throws InterruptedException {
		assertAbandonedAndTold(() -> null, "java.lang.NullPointerException");
	}

	@Test
	void drainThatHasANullAmongItsThreadsIsAbandonedWithItsOwnStack() throws InterruptedException {
		assertAbandonedAndTold(() -> Arrays.asList((Thread) null), "java.lang.NullPointerException");
	}

	private void assertAbandonedAndTold(Supplier<Collection<Thread>> threads, String failure)
			throws InterruptedException {
		FakeDrain other = FakeDrain.in(Stage.WORK, "other").stubborn();
		try (SteppedTermination termination = SteppedTermination.of(this.drain.stubborn().workedBy(threads), other)
			.begin()) {
			awaitBegun(termination, this.drain, other);
			termination.stepTo(Duration.ofSeconds(19));
			termination.report();
			assertThat(termination.record().linesWith("failed")).singleElement()
				.asString()
				.startsWith("failed: threads of drain 'mail', " + failure);
			assertThat(termination.record().all(DrainEnded.class)).extracting(DrainEnded::drain)
				.containsExactly("mail", "other");
			assertThat(termination.record().all(DrainEnded.class).get(0).stacks()).extracting(ThreadStack::thread)
				.containsExactly("lastcall-drain-mail");
		}
	}

	@Test
	void actionOnCancelThatThrowsDoesNotStopThePressure() throws InterruptedException {
		assertPressedInSpiteOf((reason) -> {
			throw new IllegalStateException("no");
		}, "failed: onCancel of drain 'mail', java.lang.IllegalStateException: no");
	}

	@Test
	void actionOnCancelThatThrowsAnErrorDoesNotEndTheStageForTheOthers() throws InterruptedException {
		assertPressedInSpiteOf((reason) -> {
			throw new NoClassDefFoundError("gone");
		}, "failed: onCancel of drain 'mail', java.lang.NoClassDefFoundError: gone");
	}

	private void assertPressedInSpiteOf(Consumer<Cancellation> action, String failure) throws InterruptedException {
		FakeDrain other = FakeDrain.in(Stage.WORK, "other").untilCancelled();
		CountDownLatch registered = new CountDownLatch(1);
		this.drain.doing((context) -> {
			context.onCancel(action);
			registered.countDown();
			Thread.currentThread().join(10_000);
		});
		try (SteppedTermination termination = SteppedTermination.of(this.drain, other).begin()) {
			awaitBegun(termination, this.drain, other);
			assertThat(registered.await(10, TimeUnit.SECONDS)).isTrue();
			termination.stepTo(Duration.ofSeconds(17));
			termination.await("drain other at-rest");
			termination.awaitWaiting(Duration.ofSeconds(1));
			assertThat(termination.record().lines()).containsSubsequence("drain mail cancelled", failure);
			termination.stepTo(Duration.ofSeconds(18));
			termination.await("drain mail abandoned");
		}
	}

	private static void awaitBegun(SteppedTermination termination, FakeDrain... drains) throws InterruptedException {
		for (FakeDrain drain : drains) {
			drain.awaitBegun();
		}
		termination.awaitWaiting(Duration.ofSeconds(17));
	}

}
