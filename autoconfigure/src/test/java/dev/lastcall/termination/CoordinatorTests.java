package dev.lastcall.termination;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.InvalidSettingException;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.Report.StageEntry;
import dev.lastcall.termination.TerminationEvent.TerminationBegan;
import dev.lastcall.termination.TerminationEvent.TerminationForced;
import dev.lastcall.test.EventRecord;
import dev.lastcall.test.FakeDrain;
import dev.lastcall.test.Race;
import dev.lastcall.test.SteppedTermination;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class CoordinatorTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final FakeDrain work = FakeDrain.in(Stage.WORK, "work").untilReleased();

	@Test
	void nothingHappensBeforeATerminationBegins() {
		try (SteppedTermination termination = SteppedTermination.of(this.work)) {
			Coordinator coordinator = termination.coordinator();
			assertThat(coordinator.stage()).isEqualTo(Stage.SERVING);
			assertThat(coordinator.deadline()).isEmpty();
			assertThat(coordinator.report()).isEmpty();
			assertThat(coordinator.drained()).isNotDone();
			assertThat(coordinator.ended()).isNotDone();
			assertThat(coordinator.drains()).containsExactly(this.work);
			assertThat(coordinator.budget()).isEqualTo(SteppedTermination.BUDGET);
		}
	}

	@Test
	void onlyTheFirstCallBegins() {
		try (SteppedTermination termination = SteppedTermination.of(this.work)) {
			assertThat(termination.coordinator().begin(SteppedTermination.TERM)).isTrue();
			assertThat(termination.coordinator().begin(new Cause.ContextClose())).isFalse();
			this.work.release();
			assertThat(termination.report().cause()).isEqualTo(SteppedTermination.TERM);
			assertThat(termination.coordinator().begin(new Cause.ContextClose())).isFalse();
		}
	}

	@Test
	void ofManyThatBeginAndOneThatPreparesAtTheSameTimeExactlyOneBegins() throws Exception {
		try (Race race = new Race(4)) {
			for (int i = 0; i < 1000; i++) {
				EventRecord record = new EventRecord();
				AtomicInteger begun = new AtomicInteger();
				Coordinator coordinator = new Coordinator(SteppedTermination.BUDGET, List.of(record),
						new SteppedTicker());
				Runnable begin = () -> begun.addAndGet(coordinator.begin(SteppedTermination.TERM) ? 1 : 0);
				race.run(begin, begin, begin, () -> coordinator.prepare(List.of()));
				assertThat(coordinator.ended()).succeedsWithin(PATIENCE);
				assertThat(begun).hasValue(1);
				assertThat(record.all(TerminationBegan.class)).hasSize(1);
			}
		}
	}

	@Test
	void terminationThatBeginsBeforeTheCoordinatorIsPreparedHasNoDrains() {
		EventRecord record = new EventRecord();
		Coordinator coordinator = new Coordinator(SteppedTermination.BUDGET, List.of(record), new SteppedTicker());
		assertThat(coordinator.drains()).isEmpty();
		assertThat(coordinator.begin(SteppedTermination.TERM)).isTrue();
		assertThat(coordinator.ended()).succeedsWithin(PATIENCE);
		coordinator.prepare(List.of(this.work));
		assertThat(record.linesWith("drain")).isEmpty();
	}

	@Test
	void drainsThatCannotBeOrderedFailThePreparation() {
		Coordinator coordinator = new Coordinator(SteppedTermination.BUDGET, List.of(), new SteppedTicker());
		List<Drain> drains = List.of(FakeDrain.in(Stage.WORK, "a").after("b"));
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> coordinator.prepare(drains));
		assertThat(coordinator.drains()).isEmpty();
	}

	@Test
	void contextMayCloseWhenCloseIsEnteredAndNotBefore() throws InterruptedException {
		FakeDrain sinks = FakeDrain.in(Stage.SINKS, "sinks").untilReleased();
		FakeDrain close = FakeDrain.in(Stage.CLOSE, "close").untilReleased();
		try (SteppedTermination termination = SteppedTermination.of(sinks, close).begin()) {
			termination.await("drain sinks began");
			assertThat(termination.coordinator().stage()).isEqualTo(Stage.SINKS);
			assertThat(termination.coordinator().drained()).isNotDone();
			sinks.release();
			termination.await("drain close began");
			assertThat(termination.coordinator().stage()).isEqualTo(Stage.CLOSE);
			assertThat(termination.coordinator().drained()).isCompleted();
			assertThat(termination.coordinator().ended()).isNotDone();
			close.release();
			assertThat(termination.report().isClean()).isTrue();
			assertThat(termination.coordinator().stage()).isEqualTo(Stage.EXIT);
		}
	}

	@Test
	void nobodyCanCompleteTheFuturesForOthers() {
		try (SteppedTermination termination = SteppedTermination.of(this.work).begin()) {
			Coordinator coordinator = termination.coordinator();
			coordinator.drained().complete(null);
			coordinator.ended().cancel(true);
			assertThat(coordinator.drained()).isNotDone();
			assertThat(coordinator.ended()).isNotDone();
		}
	}

	@Test
	void lastActionRunsOnTheCoordinatorsThreadWhenTheEndIsKnown() {
		try (SteppedTermination termination = SteppedTermination.of(this.work)) {
			CompletableFuture<String> last = new CompletableFuture<>();
			Coordinator coordinator = termination.coordinator();
			coordinator.atLast(() -> last.complete(Thread.currentThread().getName() + coordinator.ended().isDone()
					+ coordinator.drained().isDone() + coordinator.stage()));
			termination.begin();
			assertThat(last).isNotDone();
			this.work.release();
			assertThat(last).succeedsWithin(PATIENCE).isEqualTo("lastcall-coordinatortruetrueEXIT");
		}
	}

	@Test
	void reportTellsWhatHasHappenedSoFarAndInTheEnd() throws InterruptedException {
		FakeDrain source = FakeDrain.in(Stage.SOURCES, "source");
		try (SteppedTermination termination = SteppedTermination.of(source, this.work).begin()) {
			termination.await("drain work began");
			termination.awaitWaiting(Duration.ofSeconds(17));
			termination.stepTo(Duration.ofSeconds(5));
			Report soFar = termination.coordinator().report().orElseThrow();
			assertThat(soFar.elapsed()).isEqualTo(Duration.ofSeconds(5));
			assertThat(soFar.stages()).last()
				.isEqualTo(new StageEntry(Stage.WORK, Duration.ofSeconds(5), Duration.ofSeconds(19)));
			assertThat(soFar.unfinished()).extracting(DrainEntry::name).containsExactly("work");
			this.work.release();
			Report end = termination.report();
			assertThat(end.unfinished()).isEmpty();
			assertThat(end.stages()).extracting(StageEntry::stage)
				.containsExactly(Stage.ANNOUNCE, Stage.LINGER, Stage.SOURCES, Stage.WORK, Stage.SINKS, Stage.CLOSE);
			termination.stepTo(Duration.ofHours(1));
			assertThat(termination.coordinator().report()).contains(end);
		}
	}

	@Test
	void forcedEndIsToldWithTheReportSoFarAndTheThreadsOfWhatRuns() throws InterruptedException {
		try (SteppedTermination termination = SteppedTermination.of(this.work)) {
			termination.coordinator().tellForced();
			assertThat(termination.record().all(TerminationForced.class)).isEmpty();
			termination.begin().await("drain work began");
			this.work.awaitBegun();
			termination.coordinator().tellForced();
			assertThat(termination.record().all(TerminationForced.class)).singleElement()
				.satisfies((forced) -> assertThat(forced.stacks()).extracting(ThreadStack::thread)
					.contains("lastcall-drain-work"))
				.satisfies((forced) -> assertThat(forced.report().unfinished()).hasSize(1));
		}
	}

	@Test
	void deadlineRunsFromTheBeginningAndNotFromTheFirstStage() {
		try (SteppedTermination termination = SteppedTermination.of(this.work)) {
			termination.ticker().advance(Duration.ofSeconds(9));
			termination.begin();
			assertThat(termination.coordinator().deadline().orElseThrow().remaining())
				.isEqualTo(Duration.ofSeconds(30));
		}
	}

}
