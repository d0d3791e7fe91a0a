package dev.lastcall.termination.report;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Threads;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.TerminationEvent;
import dev.lastcall.termination.TerminationEvent.TerminationBegan;
import dev.lastcall.termination.TerminationEvent.TerminationEnded;
import dev.lastcall.termination.TerminationEvent.TerminationForced;
import dev.lastcall.termination.TerminationListener;
import dev.lastcall.termination.report.PreviousRun.Outcome;
import dev.lastcall.test.FakeDrain;
import dev.lastcall.test.SteppedTermination;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ReportKeeperTests {

	@TempDir
	private Path directory;

	private KeptReports reports;

	@BeforeEach
	void begin() {
		this.reports = new KeptReports(this.directory);
	}

	@Test
	void withoutATargetThereIsNoThread() {
		List<Thread> before = Threads.live();
		ReportKeeper keeper = this.reports.keeper(Optional.empty(), Optional.empty());
		keeper.onPrepared(List.of());
		keeper.onEvent(new TerminationEnded(TestReports.clean()));
		assertThat(Threads.live()).filteredOn((thread) -> thread.getName().startsWith("lastcall-report-"))
			.isSubsetOf(before);
		assertThat(keeper.previous()).isEmpty();
	}

	@Test
	void cleanTerminationLeavesMessageReportAndMarkerBeforeTheProcessMayExit() throws Exception {
		ReportKeeper keeper = this.reports.keeper(Optional.of(this.reports.message()), Optional.of(this.directory));
		try (SteppedTermination termination = SteppedTermination.heardBy(keeper, FakeDrain.in(Stage.WORK, "mail"))
			.begin()) {
			termination.report();
			JsonNode message = this.reports.readMessage();
			ReportSchema.assertValid(message);
			assertThat(message.get("verdict").asString()).isEqualTo("clean");
			assertThat(message.get("application").asString()).isEqualTo("orders");
			assertThat(message.get("finished").get(0).get("drain").asString()).isEqualTo("mail");
			assertThat(this.reports.files(".json")).hasSize(1);
			assertThat(this.reports.files(".run")).hasSize(1);
			assertThat(this.reports.problems()).isEmpty();
		}
		assertThat(this.reports.awaitPrevious().outcome()).isEqualTo(Outcome.NONE);
		assertThat(this.reports.nextPrevious().outcome()).isEqualTo(Outcome.CLEAN);
	}

	@Test
	void messageTellsOfATerminationThatRuns() throws Exception {
		FakeDrain mail = FakeDrain.in(Stage.WORK, "mail").untilReleased();
		Coordinator[] coordinator = new Coordinator[1];
		ReportKeeper keeper = this.reports.keeper(Optional.of(this.reports.message()), Optional.empty(),
				() -> coordinator[0]);
		try (SteppedTermination termination = SteppedTermination.heardBy(new Late(keeper), mail)) {
			coordinator[0] = termination.coordinator();
			keeper.onPrepared(List.of());
			termination.begin();
			mail.awaitBegun();
			JsonNode message = this.reports.awaitMessage("{\"stage\":\"work\",");
			assertThat(message.get("verdict").asString()).isEqualTo("running");
			assertThat(message.get("cause").asString()).isEqualTo("signal");
			mail.release();
			termination.report();
			assertThat(this.reports.verdict()).isEqualTo("clean");
		}
	}

	@Test
	void forcedEndIsWrittenWithoutHoldingTheLastWords() throws Exception {
		ReportKeeper keeper = this.reports.keeper(Optional.of(this.reports.message()), Optional.of(this.directory));
		keeper.onPrepared(List.of());
		this.reports.awaitPrevious();
		keeper.onEvent(new TerminationForced(TestReports.halted(), List.of()));
		assertThat(this.reports.awaitMessage("\"halted\":true").get("verdict").asString()).isEqualTo("forced");
		this.reports.awaitReport();
		this.reports.awaitMarker("state=forced");
		assertThat(this.reports.nextPrevious().outcome()).isEqualTo(Outcome.FORCED);
	}

	@Test
	void terminationThatBeginsIsInTheMarker() throws Exception {
		ReportKeeper keeper = this.reports.keeper(Optional.empty(), Optional.of(this.directory));
		keeper.onPrepared(List.of());
		assertThat(this.reports.awaitPrevious().outcome()).isEqualTo(Outcome.NONE);
		assertThat(keeper.previous()).contains(Outcome.NONE);
		this.reports.awaitMarker("state=running");
		keeper.onEvent(new TerminationBegan(TestReports.TERM, Duration.ofSeconds(28)));
		this.reports.awaitMarker("state=terminating");
		keeper.onEvent(new TerminationEnded(TestReports.clean()));
		this.reports.awaitMarker("state=clean");
	}

	@Test
	void terminationThatBeginsBeforeTheApplicationIsReadyIsReportedToo() throws Exception {
		ReportKeeper keeper = this.reports.keeper(Optional.of(this.reports.message()), Optional.empty());
		keeper.onEvent(new TerminationBegan(TestReports.TERM, Duration.ofSeconds(28)));
		keeper.onEvent(new TerminationEnded(TestReports.clean()));
		assertThat(this.reports.verdict()).isEqualTo("clean");
	}

	/**
	 * {@link TerminationListener} that is prepared by the test.
	 *
	 * @param keeper hears of the events
	 */
	private record Late(ReportKeeper keeper) implements TerminationListener {

		@Override
		public void onEvent(TerminationEvent event) {
			this.keeper.onEvent(event);
		}

	}

}
