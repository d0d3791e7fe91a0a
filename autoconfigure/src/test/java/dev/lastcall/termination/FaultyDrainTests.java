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
import dev.lastcall.test.Rehearsal;

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
		try (Rehearsal rehearsal = Rehearsal.of(this.drain.leaving(remaining), other).begin()) {
			assertThat(rehearsal.report().isClean()).isTrue();
			assertThat(rehearsal.report().drains().get(0).remaining()).isEqualTo(Remaining.unknown());
			assertThat(rehearsal.record().lines()).contains("failed: remaining of drain 'mail', " + failure,
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
		try (Rehearsal rehearsal = Rehearsal.of(this.drain.stubborn().workedBy(threads), other).begin()) {
			awaitBegun(rehearsal, this.drain, other);
			rehearsal.stepTo(Duration.ofSeconds(19));
			rehearsal.report();
			assertThat(rehearsal.record().linesWith("failed")).singleElement()
				.asString()
				.startsWith("failed: threads of drain 'mail', " + failure);
			assertThat(rehearsal.record().all(DrainEnded.class)).extracting(DrainEnded::drain)
				.containsExactly("mail", "other");
			assertThat(rehearsal.record().all(DrainEnded.class).get(0).stacks()).extracting(ThreadStack::thread)
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
		try (Rehearsal rehearsal = Rehearsal.of(this.drain, other).begin()) {
			awaitBegun(rehearsal, this.drain, other);
			assertThat(registered.await(10, TimeUnit.SECONDS)).isTrue();
			rehearsal.stepTo(Duration.ofSeconds(17));
			rehearsal.await("drain other at-rest");
			rehearsal.awaitWaiting(Duration.ofSeconds(1));
			assertThat(rehearsal.record().lines()).containsSubsequence("drain mail cancelled", failure);
			rehearsal.stepTo(Duration.ofSeconds(18));
			rehearsal.await("drain mail abandoned");
		}
	}

	private static void awaitBegun(Rehearsal rehearsal, FakeDrain... drains) throws InterruptedException {
		for (FakeDrain drain : drains) {
			drain.awaitBegun();
		}
		rehearsal.awaitWaiting(Duration.ofSeconds(17));
	}

}
