package dev.lastcall.termination;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Stage;
import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.TerminationEvent.StageBegan;
import dev.lastcall.test.FakeDrain;
import dev.lastcall.test.SteppedTermination;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class StageBudgetTests {

	private final FakeDrain work = FakeDrain.in(Stage.WORK, "work");

	private final FakeDrain sinks = FakeDrain.in(Stage.SINKS, "sinks");

	private final FakeDrain close = FakeDrain.in(Stage.CLOSE, "close");

	@Test
	void stageMayUseAllThatLaterOnesHaveNotReserved() {
		try (SteppedTermination termination = SteppedTermination.of().begin()) {
			termination.report();
			assertThat(allowances(termination)).containsExactly(19L, 19L, 19L, 19L, 23L, 29L);
		}
	}

	@Test
	void timeThatAStageDoesNotUseRollsForward() throws InterruptedException {
		try (SteppedTermination termination = SteppedTermination.of(this.work.untilReleased()).begin()) {
			this.work.awaitBegun();
			termination.awaitWaiting(Duration.ofSeconds(17));
			termination.stepTo(Duration.ofSeconds(10));
			this.work.release();
			termination.report();
			assertThat(allowances(termination)).containsExactly(19L, 19L, 19L, 19L, 13L, 19L);
		}
	}

	@Test
	void stagesThatUseAllTheirTimeLeaveTheLaterOnesTheirReserves() throws InterruptedException {
		try (SteppedTermination termination = SteppedTermination
			.of(this.work.stubborn(), this.sinks.stubborn(), this.close.stubborn())
			.begin()) {
			abandonAt(termination, this.work, 17, 19);
			abandonAt(termination, this.sinks, 2, 23);
			abandonAt(termination, this.close, 4, 29);
			assertThat(termination.report().elapsed()).isEqualTo(Duration.ofSeconds(29));
			assertThat(allowances(termination)).containsExactly(19L, 19L, 19L, 19L, 4L, 6L);
			assertThat(termination.coordinator().deadline().orElseThrow().remaining()).isEqualTo(Duration.ofSeconds(1));
		}
	}

	@Test
	void stageForWhichNothingIsLeftNamesItsDrainsAndTheReservesStillHold() throws InterruptedException {
		FakeDrain first = FakeDrain.in(Stage.ANNOUNCE, "first").stubborn();
		try (SteppedTermination termination = SteppedTermination.of(first, this.work, this.sinks.stubborn()).begin()) {
			abandonAt(termination, first, 17, 19);
			this.sinks.awaitBegun();
			termination.awaitWaiting(Duration.ofSeconds(2));
			assertThat(termination.record().linesWith("drain work")).containsExactly("drain work abandoned");
			assertThat(termination.coordinator().report().orElseThrow().unfinished()).extracting(DrainEntry::name)
				.containsExactly("first", "work", "sinks");
			assertThat(allowances(termination)).containsExactly(19L, 0L, 0L, 0L, 4L);
		}
	}

	@Test
	void withoutACancelGraceADrainIsCancelledAndAbandonedAtTheDeadline() throws InterruptedException {
		Budget abrupt = new Budget(Duration.ofSeconds(10), Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO,
				Duration.ofSeconds(5));
		try (SteppedTermination termination = SteppedTermination.within(abrupt, this.work.stubborn()).begin()) {
			this.work.awaitBegun();
			termination.awaitWaiting(Duration.ofSeconds(10));
			termination.stepTo(Duration.ofSeconds(10).minus(SteppedTermination.NANO));
			termination.awaitWaiting(SteppedTermination.NANO);
			assertThat(this.work.context().isCancelled()).isFalse();
			termination.stepTo(Duration.ofSeconds(10));
			termination.report();
			assertThat(termination.record().linesWith("drain")).containsExactly("drain work began",
					"drain work cancelled", "drain work interrupted", "drain work abandoned");
		}
	}

	private static void abandonAt(SteppedTermination termination, FakeDrain drain, int wait, int seconds)
			throws InterruptedException {
		drain.awaitBegun();
		termination.awaitWaiting(Duration.ofSeconds(wait));
		termination.stepTo(Duration.ofSeconds(seconds));
		termination.await("drain %s abandoned".formatted(drain.name()));
	}

	private static List<Long> allowances(SteppedTermination termination) {
		return termination.record()
			.all(StageBegan.class)
			.stream()
			.map((stage) -> stage.allowance().toSeconds())
			.toList();
	}

}
