package dev.lastcall.termination;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Stage;
import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.TerminationEvent.StageBegan;
import dev.lastcall.test.FakeDrain;
import dev.lastcall.test.Rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class StageBudgetTests {

	private final FakeDrain work = FakeDrain.in(Stage.WORK, "work");

	private final FakeDrain sinks = FakeDrain.in(Stage.SINKS, "sinks");

	private final FakeDrain close = FakeDrain.in(Stage.CLOSE, "close");

	@Test
	void stageMayUseAllThatLaterOnesHaveNotReserved() {
		try (Rehearsal rehearsal = Rehearsal.of().begin()) {
			rehearsal.report();
			assertThat(allowances(rehearsal)).containsExactly(19L, 19L, 19L, 19L, 23L, 29L);
		}
	}

	@Test
	void timeThatAStageDoesNotUseRollsForward() throws InterruptedException {
		try (Rehearsal rehearsal = Rehearsal.of(this.work.untilReleased()).begin()) {
			this.work.awaitBegun();
			rehearsal.awaitWaiting(Duration.ofSeconds(17));
			rehearsal.stepTo(Duration.ofSeconds(10));
			this.work.release();
			rehearsal.report();
			assertThat(allowances(rehearsal)).containsExactly(19L, 19L, 19L, 19L, 13L, 19L);
		}
	}

	@Test
	void stagesThatUseAllTheirTimeLeaveTheLaterOnesTheirReserves() throws InterruptedException {
		try (Rehearsal rehearsal = Rehearsal.of(this.work.stubborn(), this.sinks.stubborn(), this.close.stubborn())
			.begin()) {
			abandonAt(rehearsal, this.work, 17, 19);
			abandonAt(rehearsal, this.sinks, 2, 23);
			abandonAt(rehearsal, this.close, 4, 29);
			assertThat(rehearsal.report().elapsed()).isEqualTo(Duration.ofSeconds(29));
			assertThat(allowances(rehearsal)).containsExactly(19L, 19L, 19L, 19L, 4L, 6L);
			assertThat(rehearsal.coordinator().deadline().orElseThrow().remaining()).isEqualTo(Duration.ofSeconds(1));
		}
	}

	@Test
	void stageForWhichNothingIsLeftNamesItsDrainsAndTheReservesStillHold() throws InterruptedException {
		FakeDrain first = FakeDrain.in(Stage.ANNOUNCE, "first").stubborn();
		try (Rehearsal rehearsal = Rehearsal.of(first, this.work, this.sinks.stubborn()).begin()) {
			abandonAt(rehearsal, first, 17, 19);
			this.sinks.awaitBegun();
			rehearsal.awaitWaiting(Duration.ofSeconds(2));
			assertThat(rehearsal.record().linesWith("drain work")).containsExactly("drain work abandoned");
			assertThat(rehearsal.coordinator().report().orElseThrow().unfinished()).extracting(DrainEntry::name)
				.containsExactly("first", "work", "sinks");
			assertThat(allowances(rehearsal)).containsExactly(19L, 0L, 0L, 0L, 4L);
		}
	}

	@Test
	void withoutACancelGraceADrainIsCancelledAndAbandonedAtTheDeadline() throws InterruptedException {
		Budget abrupt = new Budget(Duration.ofSeconds(10), Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO,
				Duration.ofSeconds(5));
		try (Rehearsal rehearsal = Rehearsal.within(abrupt, this.work.stubborn()).begin()) {
			this.work.awaitBegun();
			rehearsal.awaitWaiting(Duration.ofSeconds(10));
			rehearsal.stepTo(Duration.ofSeconds(10).minus(Rehearsal.NANO));
			rehearsal.awaitWaiting(Rehearsal.NANO);
			assertThat(this.work.context().isCancelled()).isFalse();
			rehearsal.stepTo(Duration.ofSeconds(10));
			rehearsal.report();
			assertThat(rehearsal.record().linesWith("drain")).containsExactly("drain work began",
					"drain work cancelled", "drain work interrupted", "drain work abandoned");
		}
	}

	private static void abandonAt(Rehearsal rehearsal, FakeDrain drain, int wait, int seconds)
			throws InterruptedException {
		drain.awaitBegun();
		rehearsal.awaitWaiting(Duration.ofSeconds(wait));
		rehearsal.stepTo(Duration.ofSeconds(seconds));
		rehearsal.await("drain %s abandoned".formatted(drain.name()));
	}

	private static List<Long> allowances(Rehearsal rehearsal) {
		return rehearsal.record().all(StageBegan.class).stream().map((stage) -> stage.allowance().toSeconds()).toList();
	}

}
