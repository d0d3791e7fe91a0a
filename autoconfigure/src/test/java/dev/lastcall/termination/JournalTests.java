package dev.lastcall.termination;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.Report.StageEntry;
import dev.lastcall.termination.TerminationEvent.DrainBegan;
import dev.lastcall.termination.TerminationEvent.DrainEnded;
import dev.lastcall.termination.TerminationEvent.StageBegan;
import dev.lastcall.termination.TerminationEvent.StageEnded;
import dev.lastcall.termination.TerminationEvent.TerminationBegan;
import dev.lastcall.termination.TerminationEvent.TerminationEnded;
import dev.lastcall.test.SteppedTermination;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

class JournalTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final SteppedTicker ticker = new SteppedTicker();

	private final Journal journal = new Journal(this.ticker);

	@Test
	void thereIsNoReportBeforeATermination() {
		this.journal.onPrepared(List.of());
		assertThat(this.journal.report()).isEmpty();
	}

	@Test
	void reportTellsTheCauseTheBudgetAndTheTimeSinceTheBeginning() {
		this.ticker.advance(SECOND);
		begin();
		this.ticker.advance(SECOND);
		assertThat(report())
			.isEqualTo(new Report(SteppedTermination.TERM, Duration.ofSeconds(30), SECOND, List.of(), List.of()));
	}

	@Test
	void whatIsOpenGrowsOlderAndWhatHasEndedDoesNot() {
		begin();
		this.journal.onEvent(new StageBegan(Stage.SOURCES, List.of(), SECOND));
		this.journal.onEvent(new StageEnded(Stage.SOURCES, Duration.ofMillis(5)));
		this.journal.onEvent(new StageBegan(Stage.WORK, List.of("a", "b"), SECOND));
		this.journal.onEvent(new DrainBegan(Stage.WORK, "a"));
		this.journal.onEvent(new DrainBegan(Stage.WORK, "b"));
		this.ticker.advance(SECOND);
		end("a", DrainStatus.AT_REST, Optional.empty());
		this.ticker.advance(SECOND);
		assertThat(report().stages()).containsExactly(new StageEntry(Stage.SOURCES, Duration.ofMillis(5), SECOND),
				new StageEntry(Stage.WORK, Duration.ofSeconds(2), SECOND));
		assertThat(report().drains()).containsExactly(entry("a", DrainStatus.AT_REST, SECOND, Remaining.of(2), ""),
				entry("b", DrainStatus.RUNNING, Duration.ofSeconds(2), Remaining.unknown(), ""));
	}

	@Test
	void drainThatBeginsAgainKeepsItsPlace() {
		begin();
		this.journal.onEvent(new DrainBegan(Stage.WORK, "a"));
		end("a", DrainStatus.AT_REST, Optional.empty());
		this.journal.onEvent(new DrainBegan(Stage.WORK, "b"));
		this.ticker.advance(SECOND);
		this.journal.onEvent(new DrainBegan(Stage.WORK, "a"));
		assertThat(report().drains()).containsExactly(
				entry("a", DrainStatus.RUNNING, Duration.ZERO, Remaining.unknown(), ""),
				entry("b", DrainStatus.RUNNING, SECOND, Remaining.unknown(), ""));
	}

	@Test
	void failureIsInOneLine() {
		begin();
		end("a", DrainStatus.FAILED, Optional.of(new IllegalStateException("no connection")));
		assertThat(report().drains()).extracting(DrainEntry::failure)
			.containsExactly("java.lang.IllegalStateException: no connection");
	}

	@Test
	void everythingButAtRestIsUnfinishedAndUnclean() {
		begin();
		end("a", DrainStatus.AT_REST, Optional.empty());
		assertThat(report().isClean()).isTrue();
		end("b", DrainStatus.FAILED, Optional.of(new IllegalStateException()));
		end("c", DrainStatus.ABANDONED, Optional.empty());
		this.journal.onEvent(new DrainBegan(Stage.WORK, "d"));
		assertThat(report().unfinished()).extracting(DrainEntry::name).containsExactly("b", "c", "d");
		assertThat(report().isClean()).isFalse();
	}

	@Test
	void reportDoesNotGrowOlderAfterTheEnd() {
		begin();
		this.ticker.advance(SECOND);
		Report last = report();
		this.journal.onEvent(new TerminationEnded(last));
		this.ticker.advance(SECOND);
		assertThat(report()).isEqualTo(last);
	}

	private void begin() {
		this.journal.onEvent(new TerminationBegan(SteppedTermination.TERM, Duration.ofSeconds(30)));
	}

	private void end(String drain, DrainStatus status, Optional<Throwable> failure) {
		this.journal.onEvent(new DrainEnded(Stage.WORK, drain, status, SECOND, Remaining.of(2), failure, List.of()));
	}

	private Report report() {
		return this.journal.report().orElseThrow();
	}

	private static DrainEntry entry(String name, DrainStatus status, Duration elapsed, Remaining remaining,
			String failure) {
		return new DrainEntry(Stage.WORK, name, status, elapsed, remaining, failure);
	}

}
