package dev.lastcall.termination.context;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.Budgets;
import dev.lastcall.fixture.LivingJvm;
import dev.lastcall.fixture.Log;
import dev.lastcall.termination.DrainStatus;
import dev.lastcall.termination.Rehearsal;
import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.Report.StageEntry;
import dev.lastcall.termination.TerminationEvent;
import dev.lastcall.termination.TerminationEvent.Quiesced;
import dev.lastcall.termination.TerminationEvent.RehearsalBegan;
import dev.lastcall.termination.TerminationEvent.RehearsalEnded;
import dev.lastcall.termination.TerminationEvent.Resumed;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log says outside of a termination.
 */
@ExtendWith(OutputCaptureExtension.class)
class IntermissionLogTests {

	private static final DrainEntry DONE = entry("readiness", DrainStatus.AT_REST, "");

	private static final DrainEntry BROKEN = entry("registry", DrainStatus.FAILED,
			"java.lang.IllegalStateException: no broker");

	@BeforeEach
	void logEverything() {
		Log.level(LogLevel.INFO);
	}

	@AfterEach
	void logAsBefore() {
		Log.defaultLevel();
	}

	@Test
	void quiescedApplicationSaysWhatAnnouncedIt(CapturedOutput output) {
		tell(new Quiesced(List.of(DONE, BROKEN), List.of()));
		assertThat(lines(output)).containsExactly(
				"INFO The application is quiesced: 'readiness' at-rest after N ms, 'registry' failed after N ms (java.lang.IllegalStateException: no broker).");
		assertThat(output).contains("at-rest after 12 ms");
	}

	@Test
	void quiescedApplicationSaysWhatWasLeftOut(CapturedOutput output) {
		tell(new Quiesced(List.of(), List.of("a", "b")));
		assertThat(lines(output)).containsExactly(
				"INFO The application is quiesced: no drain took part. Left out were 'a', 'b', which cannot be undone.");
	}

	@Test
	void resumedApplicationSaysSo(CapturedOutput output) {
		tell(new Resumed(List.of(DONE)));
		assertThat(lines(output)).containsExactly("INFO The application serves again.");
	}

	@Test
	void applicationThatCouldNotResumeWarnsAndSaysWhatToDo(CapturedOutput output) {
		tell(new Resumed(List.of(DONE, BROKEN)));
		assertThat(lines(output)).containsExactly(
				"WARN The application stays quiesced, because not everything could be undone: 'readiness' at-rest after N ms, 'registry' failed after N ms (java.lang.IllegalStateException: no broker). Resume it again.");
	}

	@Test
	void rehearsalSaysHowLongItMayTake(CapturedOutput output) {
		tell(new RehearsalBegan(Duration.ofSeconds(28)));
		assertThat(lines(output)).containsExactly("INFO A rehearsal began and may take N ms.");
		assertThat(output).contains("may take 28000 ms");
	}

	@Test
	void rehearsalThatEndedSaysWhatFollowsFromIt(CapturedOutput output) {
		tell(new RehearsalEnded(rehearsal(true, List.of("mail"), List.of(DONE))));
		assertThat(lines(output)).containsExactly(
				"INFO The rehearsal ended after N ms: 'readiness' at-rest after N ms. Left out were 'mail', which cannot be undone.");
		assertThat(output).contains("ended after 4000 ms",
				"\n'lastcall.linger.minimum': the last request came 1500 ms after the announcement = 2 s.",
				"\n'lastcall.linger.maximum': 1.5 x 1500 ms = 3 s.", "\n'terminationGracePeriodSeconds' and ");
	}

	@Test
	void rehearsalThatWasGivenUpAdvisesNothing(CapturedOutput output) {
		tell(new RehearsalEnded(rehearsal(false, List.of(), List.of(DONE))));
		assertThat(lines(output)).containsExactly(
				"INFO The rehearsal was given up, because something else was wanted, after N ms: 'readiness' at-rest after N ms.");
		assertThat(output).doesNotContain("lastcall.linger.minimum");
	}

	@Test
	void rehearsalThatCouldNotBeUndoneWarns(CapturedOutput output) {
		tell(new RehearsalEnded(rehearsal(true, List.of(), List.of(BROKEN))));
		assertThat(lines(output)).hasSize(2)
			.last()
			.isEqualTo(
					"WARN The application stays quiesced, because not everything could be undone: 'registry' failed after N ms (java.lang.IllegalStateException: no broker). Resume it again.");
	}

	private static Rehearsal rehearsal(boolean complete, List<String> skipped, List<DrainEntry> resumes) {
		return new Rehearsal(complete, Budgets.TEN_SECONDS, Duration.ofSeconds(4), Optional.of(Duration.ofMillis(1500)),
				List.of(new StageEntry(Stage.ANNOUNCE, Duration.ofMillis(12), Duration.ofSeconds(6))), List.of(DONE),
				skipped, resumes);
	}

	private static DrainEntry entry(String name, DrainStatus status, String failure) {
		return new DrainEntry(Stage.ANNOUNCE, name, status, Duration.ofMillis(12), Remaining.unknown(), failure);
	}

	private static List<String> lines(CapturedOutput output) {
		return Log.ownLines(output, IntermissionLog.class);
	}

	// By way of the listener, which has to pass these on.
	private static void tell(TerminationEvent event) {
		new TerminationLog(new LivingJvm(false), System.err).onEvent(event);
	}

}
