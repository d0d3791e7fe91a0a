package dev.lastcall.termination.report;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.lastcall.termination.report.PreviousRun.Outcome;
import dev.lastcall.termination.report.RunMarker.State;

import static org.assertj.core.api.Assertions.assertThat;

class RunMarkerTests {

	private static final Instant STARTED = Instant.parse("2026-11-23T01:00:00Z");

	private static final Instant WRITTEN = Instant.parse("2026-11-23T01:00:09.5Z");

	private static final RunningProcess PROCESS = new RunningProcess(17, "boot/4711");

	@ParameterizedTest
	@EnumSource
	void markerReadsAsItWasWritten(State state) {
		RunMarker marker = marker(state, "It says = a lot, and \"more\".");
		assertThat(RunMarker.isComplete(marker.text())).isTrue();
		assertThat(RunMarker.parse(marker.text())).contains(marker);
	}

	@Test
	void summaryCannotForgeALine() {
		RunMarker marker = marker(State.FORCED, "one\nstate=clean\r\ncomplete=true\n");
		assertThat(RunMarker.parse(marker.text())).map(RunMarker::state).contains(State.FORCED);
		assertThat(marker.text().lines()).hasSize(9);
	}

	@Test
	void noBeginningOfAMarkerIsComplete() {
		String text = marker(State.CLEAN, "All is well.").text();
		for (int length = 0; length < text.length(); length++) {
			assertThat(RunMarker.isComplete(text.substring(0, length))).isFalse();
		}
	}

	@Test
	void laterVersionMayAddAndReorderLines() {
		String text = "future=1\n" + marker(State.CLEAN, "x").text().replace("version=1", "version=2");
		assertThat(RunMarker.parse(text)).contains(marker(State.CLEAN, "x"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "complete=true\n", "state=paused\npid=1\nranMillis=1\n", "state=clean\npid=x\n",
			"state=clean\npid=1\nstarted=yesterday\nranMillis=1\n", "\u0000\u0001=\u0002" })
	void whatCannotBeReadIsNotGuessed(String text) {
		assertThat(RunMarker.parse(text)).isEmpty();
	}

	@Test
	void endedRunSaysWhenAndAfterHowLong() {
		assertThat(previous(State.CLEAN, WRITTEN)).hasToString(
				"Previous termination: clean. Process 17 ended at 2026-11-23T01:00:09.500Z after 9500 ms. All is well.");
		assertThat(previous(State.FORCED, WRITTEN).outcome()).isEqualTo(Outcome.FORCED);
	}

	@Test
	void runThatStillServedWasKilled() {
		assertThat(previous(State.RUNNING, STARTED.plusSeconds(60))).hasToString(
				"Previous termination: killed. Process 17 started at 2026-11-23T01:00:00Z, at most 60000 ms ago, and left without a word: by SIGKILL, by the kernel for want of memory, or by a crash.");
	}

	@Test
	void clockThatWasSetBackTellsNoDuration() {
		assertThat(previous(State.RUNNING, STARTED.minusSeconds(60)).details())
			.startsWith("Process 17 started at 2026-11-23T01:00:00Z and left without a word");
		// Measured without the clock.
		assertThat(previous(State.CLEAN, STARTED.minusSeconds(60)).details()).contains("after 9500 ms");
	}

	@Test
	void runThatWasKilledWhileItTerminatedPointsAtTheGracePeriod() {
		PreviousRun previous = previous(State.TERMINATING, WRITTEN);
		assertThat(previous.outcome()).isEqualTo(Outcome.KILLED);
		assertThat(previous.details()).contains("killed during its termination", "All is well.",
				"'lastcall.budget.grace-period'");
	}

	private static PreviousRun previous(State state, Instant now) {
		return marker(state, "All is well.").previous(now);
	}

	private static RunMarker marker(State state, String summary) {
		return new RunMarker(state, PROCESS, STARTED, WRITTEN, Duration.ofMillis(9500), summary);
	}

}
