package dev.lastcall.termination.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import dev.lastcall.termination.DrainStatus;
import dev.lastcall.termination.Report;
import dev.lastcall.termination.report.PreviousRun.Outcome;
import dev.lastcall.test.ForkedJvm;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class RunRecordTests {

	private static final RunningProcess DEAD = new RunningProcess(Integer.MAX_VALUE, "boot/1");

	private static final RunIdentity OURS = new RunIdentity("order service/2", "pod-1", RunningProcess.current(),
			TestReports.NOW);

	@TempDir
	private Path directory;

	private final SteppedTicker ticker = new SteppedTicker();

	private RunRecord run;

	@BeforeEach
	void begin() {
		this.run = run(OURS);
	}

	@AfterEach
	void end() throws IOException {
		this.run.end(TestReports.clean());
	}

	@Test
	void firstRunFindsNothingAndLeavesAMarker() throws IOException {
		assertThat(this.run.takePrevious()).singleElement()
			.hasToString("Previous termination: none. No run of 'order service/2' on 'pod-1' has left a marker in '%s'."
				.formatted(this.directory));
		this.run.begin();
		assertThat(files()).singleElement()
			.asString()
			.matches("lastcall-order_service_2@pod-1-20261123T010203004Z-\\d+-\\d+\\.run");
	}

	@Test
	void cleanRunIsTakenOnce() throws IOException {
		this.run.begin();
		this.ticker.advance(Duration.ofSeconds(3));
		this.run.end(TestReports.clean());
		assertThat(previous()).singleElement()
			.hasToString(
					"Previous termination: clean. Process %d ended at 2026-11-23T01:02:03.004Z after 3000 ms. Termination ended on SIGTERM after 312 ms of 28000 ms: 1 drain at rest."
						.formatted(OURS.process().pid()));
		assertNoPrevious();
	}

	@Test
	void runThatCutSomethingOffWasForced() throws IOException {
		this.run.begin();
		this.run.end(TestReports.forced());
		assertThat(previous()).extracting(PreviousRun::outcome).containsExactly(Outcome.FORCED);
	}

	@Test
	void haltedRunWasForcedEvenAfterACleanTermination() throws IOException {
		this.run.begin();
		this.run.end(TestReports.clean());
		this.run.end(TestReports.clean().halted(List.of()));
		assertThat(previous()).extracting(PreviousRun::outcome).containsExactly(Outcome.FORCED);
	}

	@Test
	void livingRunOfThisJvmIsLeftAlone() throws IOException {
		this.run.begin();
		assertNoPrevious();
		assertThat(files()).hasSize(1);
	}

	@Test
	void deadRunWasKilled() throws IOException {
		begun(DEAD);
		assertThat(previous()).extracting(PreviousRun::outcome).containsExactly(Outcome.KILLED);
		assertThat(files()).isEmpty();
	}

	@Test
	void runOfAProcessWithOurIdButAnotherStartWasKilled() throws IOException {
		begun(new RunningProcess(OURS.process().pid(), "boot/1"));
		assertThat(previous()).extracting(PreviousRun::outcome).containsExactly(Outcome.KILLED);
	}

	@Test
	void runOfALivingProcessIsLeftAlone() throws IOException {
		begun(OURS.process());
		assertNoPrevious();
		assertThat(files()).hasSize(1);
	}

	@Test
	void lockTellsThatAProcessLivesWhoseIdSaysNothing() throws Exception {
		RunRecord container = run(new RunIdentity(OURS.application(), OURS.host(), DEAD, TestReports.NOW));
		container.begin();
		String marker = this.directory.resolve(files().get(0)).toString();
		assertThat(ForkedJvm.run(List.of(), List.of(), RunLockProbe.class, marker).lines()).containsExactly("true");
		container.terminating("It began.");
		assertThat(ForkedJvm.run(List.of(), List.of(), RunLockProbe.class, marker).lines()).containsExactly("true");
		container.end(TestReports.clean());
		assertThat(ForkedJvm.run(List.of(), List.of(), RunLockProbe.class, marker).lines()).containsExactly("false");
	}

	@Test
	void otherApplicationsAndHostsAreLeftAlone() throws IOException {
		begun(new RunIdentity("order service/22", "pod-1", DEAD, TestReports.NOW));
		begun(new RunIdentity("order service/2", "pod-11", DEAD, TestReports.NOW));
		begun(new RunIdentity("order service/2", "pod-1-2", DEAD, TestReports.NOW));
		assertNoPrevious();
		assertThat(files()).hasSize(3);
	}

	@Test
	void severalRunsAreTakenTheLastOneLast() throws IOException {
		Path second = begun(DEAD);
		Path first = begun(new RunningProcess(Integer.MAX_VALUE - 1, "boot/1"));
		Files.setLastModifiedTime(first, FileTime.from(Instant.EPOCH));
		assertThat(Files.exists(second)).isTrue();
		assertThat(previous()).extracting(PreviousRun::details)
			.satisfiesExactly((details) -> assertThat(details).startsWith("Process 2147483646"),
					(details) -> assertThat(details).startsWith("Process 2147483647"));
	}

	@Test
	void tornMarkerIsThatOfAKilledRun() throws IOException {
		Path marker = begun(DEAD);
		String text = Files.readString(marker);
		Files.writeString(marker, text.substring(0, text.length() / 2));
		assertThat(previous()).singleElement().satisfies((previous) -> {
			assertThat(previous.outcome()).isEqualTo(Outcome.KILLED);
			assertThat(previous.details()).contains("torn");
		});
		Files.writeString(marker, "");
		assertThat(previous()).extracting(PreviousRun::outcome).containsExactly(Outcome.KILLED);
		assertThat(files()).isEmpty();
	}

	@Test
	void markerOfAnotherVersionIsNotGuessed() throws IOException {
		Path marker = begun(DEAD);
		Files.writeString(marker, Files.readString(marker).replace("state=running", "state=hibernating"));
		assertThat(previous()).singleElement().satisfies((previous) -> {
			assertThat(previous.outcome()).isEqualTo(Outcome.NONE);
			assertThat(previous.details()).contains("Another version of Last Call wrote '" + marker);
		});
	}

	@Test
	void reportLiesBesideTheMarkerAndIsOfTheSchema() throws IOException {
		this.run.begin();
		this.run.end(TestReports.forced());
		String report = files().stream().filter((name) -> name.endsWith(".json")).findAny().orElseThrow();
		JsonNode tree = TestReports.read(this.directory.resolve(report));
		ReportSchema.assertValid(tree);
		assertThat(tree.get("application").asString()).isEqualTo("order service/2");
		assertThat(tree.get("writtenAt").asString()).isEqualTo(TestReports.NOW.toString());
		assertThat(files()).hasSize(2);
	}

	@Test
	void newestReportsAreKept() throws IOException {
		Path oldest = Files.writeString(this.directory.resolve("lastcall-a@b-1.json"), "{}");
		for (int index = 0; index < RunRecord.REPORTS_KEPT; index++) {
			Files.writeString(this.directory.resolve("lastcall-z@b-%d.json".formatted(index)), "{}");
		}
		Path foreign = Files.writeString(this.directory.resolve("other.json"), "{}");
		Files.setLastModifiedTime(oldest, FileTime.from(Instant.EPOCH));
		Files.setLastModifiedTime(foreign, FileTime.from(Instant.EPOCH));
		this.run.end(TestReports.clean());
		assertThat(files()).filteredOn((name) -> name.startsWith("lastcall-") && name.endsWith(".json"))
			.hasSize(RunRecord.REPORTS_KEPT)
			.doesNotContain(oldest.getFileName().toString());
		assertThat(foreign).exists();
	}

	@Test
	void hugeReportIsNotWrittenButTheMarkerIs() throws IOException {
		Report huge = TestReports.report(TestReports.drain("x".repeat(2_000_000), DrainStatus.AT_REST)).ended();
		this.run.begin();
		this.run.end(huge);
		assertThat(files()).hasSize(1);
	}

	@Test
	void onlyRegularFilesAreRead() throws IOException {
		Path marker = begun(DEAD);
		Files.move(marker, this.directory.resolve("elsewhere"));
		Files.createSymbolicLink(marker, this.directory.resolve("elsewhere"));
		assertNoPrevious();
	}

	private void assertNoPrevious() throws IOException {
		assertThat(previous()).extracting(PreviousRun::outcome).containsExactly(Outcome.NONE);
	}

	private Path begun(RunningProcess process) throws IOException {
		return begun(new RunIdentity(OURS.application(), OURS.host(), process, TestReports.NOW));
	}

	// A marker as a run leaves it that says nothing more.
	private Path begun(RunIdentity identity) throws IOException {
		Path file = this.directory.resolve(identity.fileName(99) + ".run");
		return Files.writeString(file, new RunMarker(RunMarker.State.RUNNING, identity.process(), identity.started(),
				identity.started(), Duration.ZERO, "")
			.text());
	}

	private List<PreviousRun> previous() throws IOException {
		return run(OURS).takePrevious();
	}

	private RunRecord run(RunIdentity identity) {
		return new RunRecord(new ReportDirectory(this.directory), identity, () -> TestReports.NOW, this.ticker);
	}

	private List<String> files() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.map((file) -> file.getFileName().toString()).sorted().toList();
		}
	}

}
