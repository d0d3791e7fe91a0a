package dev.lastcall.termination;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Stage;
import dev.lastcall.termination.TerminationEvent.PartFailed;
import dev.lastcall.termination.TerminationEvent.StageBegan;
import dev.lastcall.termination.TerminationEvent.StageEnded;
import dev.lastcall.termination.TerminationEvent.TerminationBegan;
import dev.lastcall.termination.TerminationEvent.TerminationEnded;
import dev.lastcall.test.FakeDrain;
import dev.lastcall.test.SteppedTermination;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class CoordinatorEventsTests {

	@Test
	void eventsComeInPairsAndInOrder() {
		FakeDrain source = FakeDrain.in(Stage.SOURCES, "http");
		FakeDrain failing = FakeDrain.in(Stage.WORK, "mail").doing((context) -> {
			throw new IllegalStateException("no connection");
		});
		FakeDrain last = FakeDrain.in(Stage.WORK, "tasks").after("mail");
		try (SteppedTermination termination = SteppedTermination.of(source, failing, last).begin()) {
			Report report = termination.report();
			assertThat(termination.record().prepared()).containsExactly("http", "mail", "tasks");
			assertThat(termination.record().lines()).containsExactly("TerminationBegan", "stage announce began",
					"stage announce ended", "stage linger began", "stage linger ended", "stage sources began",
					"drain http began", "drain http at-rest", "stage sources ended", "stage work began",
					"drain mail began", "drain mail failed", "drain tasks began", "drain tasks at-rest",
					"stage work ended", "stage sinks began", "stage sinks ended", "stage close began",
					"stage close ended", "TerminationEnded");
			assertThat(termination.record().all(TerminationEnded.class)).containsExactly(new TerminationEnded(report));
		}
	}

	@Test
	void eventsTellWhatTheyAreAbout() throws InterruptedException {
		FakeDrain drain = FakeDrain.in(Stage.WORK, "mail").untilReleased();
		try (SteppedTermination termination = SteppedTermination.of(drain).begin()) {
			termination.await("drain mail began");
			termination.awaitWaiting(Duration.ofSeconds(17));
			termination.stepTo(Duration.ofSeconds(3));
			drain.release();
			termination.report();
			assertThat(termination.record().all(TerminationBegan.class))
				.containsExactly(new TerminationBegan(SteppedTermination.TERM, Duration.ofSeconds(30)));
			assertThat(termination.record().all(StageBegan.class))
				.contains(new StageBegan(Stage.WORK, List.of("mail"), Duration.ofSeconds(19)));
			assertThat(termination.record().all(StageEnded.class))
				.contains(new StageEnded(Stage.WORK, Duration.ofSeconds(3)));
		}
	}

	@Test
	void listenerThatThrowsIsToldToTheOthersAndStopsNothing() {
		TerminationListener faulty = (event) -> {
			throw new IllegalStateException("full disk");
		};
		try (SteppedTermination termination = SteppedTermination.heardBy(faulty, FakeDrain.in(Stage.WORK, "mail"))
			.begin()) {
			assertThat(termination.report().isClean()).isTrue();
			List<TerminationEvent> events = termination.record().all(TerminationEvent.class);
			List<PartFailed> failures = termination.record().all(PartFailed.class);
			assertThat(failures).hasSize(events.size() / 2)
				.extracting(PartFailed::where)
				.containsOnly(faulty.getClass().getName());
			assertThat(termination.record().linesWith("mail")).containsExactly("drain mail began",
					"drain mail at-rest");
		}
	}

	@Test
	void stageThatBlowsUpIsToldAndTheLaterOnesStillRun() {
		AtomicBoolean broken = new AtomicBoolean();
		FakeDrain faulty = FakeDrain.in(Stage.WORK, "faulty").after(() -> {
			if (broken.get()) {
				throw new IllegalStateException("broken");
			}
			return Set.of();
		});
		try (SteppedTermination termination = SteppedTermination.of(faulty, FakeDrain.in(Stage.SINKS, "outbox"))) {
			broken.set(true);
			termination.begin().report();
			assertThat(termination.record().lines()).containsSubsequence("stage work began", "stage work ended",
					"failed: stage 'work', java.lang.IllegalStateException: broken", "stage sinks began",
					"drain outbox at-rest", "stage close ended", "TerminationEnded");
			assertThat(termination.coordinator().drained()).isCompleted();
		}
	}

	@Test
	void drainsOfAStageThatBlowsUpAreCancelledAndNamed() {
		AtomicBoolean broken = new AtomicBoolean();
		FakeDrain faulty = FakeDrain.in(Stage.WORK, "faulty").after(() -> {
			if (broken.get()) {
				throw new IllegalStateException("broken");
			}
			return Set.of();
		});
		FakeDrain running = FakeDrain.in(Stage.SOURCES, "source").untilCancelled();
		FakeDrain late = FakeDrain.in(Stage.SOURCES, "late").after(() -> {
			if (broken.get()) {
				throw new IllegalStateException("broken");
			}
			return Set.of();
		});
		try (SteppedTermination termination = SteppedTermination.of(running, late, faulty)) {
			broken.set(true);
			termination.begin().report();
			assertThat(termination.record().lines()).containsSubsequence("stage sources began", "drain source began",
					"drain source cancelled", "stage sources ended", "stage work began");
			assertThat(termination.report().drains()).extracting(Report.DrainEntry::name)
				.containsExactlyInAnyOrder("source", "late", "faulty");
		}
	}

	@Test
	void contextMayCloseEvenIfTheStageCloseBlowsUp() {
		AtomicBoolean broken = new AtomicBoolean();
		FakeDrain faulty = FakeDrain.in(Stage.CLOSE, "faulty").after(() -> {
			if (broken.get()) {
				throw new NoClassDefFoundError("gone");
			}
			return Set.of();
		});
		try (SteppedTermination termination = SteppedTermination.of(faulty)) {
			broken.set(true);
			termination.begin().report();
			assertThat(termination.coordinator().drained()).isCompleted();
			assertThat(termination.record().linesWith("failed")).hasSize(1);
		}
	}

	@Test
	void listenerThatHangsHoldsUpNoDrainAnd() throws InterruptedException {
		CountDownLatch busy = new CountDownLatch(1);
		CountDownLatch hanging = new CountDownLatch(1);
		TerminationListener pipe = (event) -> {
			busy.countDown();
			awaitUninterruptibly(hanging);
		};
		FakeDrain work = FakeDrain.in(Stage.WORK, "work");
		try (SteppedTermination termination = SteppedTermination.heardBy(pipe, work, FakeDrain.in(Stage.SINKS, "sink"))
			.begin()) {
			busy.await();
			for (int look = 0; look < 50; look++) {
				termination.awaitWaiting(Duration.ofMillis(10));
				termination.ticker().advance(Duration.ofMillis(10));
			}
			termination.await("TerminationEnded");
			while (!termination.coordinator().ended().isDone()) {
				termination.ticker().advance(Duration.ofMillis(10));
				Thread.yield();
			}
			assertThat(termination.report().isClean()).isTrue();
			assertThat(termination.report().drains()).hasSize(2);
			assertThat(termination.record().lines()).first().isEqualTo("TerminationBegan");
			assertThat(termination.record().lines()).last().isEqualTo("TerminationEnded");
			assertThat(termination.record().linesWith("failed")).singleElement()
				.asString()
				.contains("It has not returned from an event for 500 ms");
			hanging.countDown();
		}
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
