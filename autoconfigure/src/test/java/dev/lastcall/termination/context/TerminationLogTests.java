package dev.lastcall.termination.context;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.LivingJvm;
import dev.lastcall.fixture.Log;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.DrainStatus;
import dev.lastcall.termination.Report;
import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.TerminationEvent;
import dev.lastcall.termination.TerminationEvent.DrainBegan;
import dev.lastcall.termination.TerminationEvent.DrainCancelled;
import dev.lastcall.termination.TerminationEvent.DrainEnded;
import dev.lastcall.termination.TerminationEvent.DrainInterrupted;
import dev.lastcall.termination.TerminationEvent.PartFailed;
import dev.lastcall.termination.TerminationEvent.StageBegan;
import dev.lastcall.termination.TerminationEvent.StageEnded;
import dev.lastcall.termination.TerminationEvent.TerminationBegan;
import dev.lastcall.termination.TerminationEvent.TerminationEnded;
import dev.lastcall.termination.TerminationEvent.TerminationExpedited;
import dev.lastcall.termination.TerminationEvent.TerminationForced;
import dev.lastcall.termination.ThreadStack;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class TerminationLogTests {

	private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

	private static final Remaining TWO_LEFT = Remaining.of(2, List.of("GET /a", "GET /b"));

	private static final ThreadStack STACK = new ThreadStack("worker-1", Thread.State.WAITING,
			List.of(new StackTraceElement("com.example.Job", "run", "Job.java", 17)));

	@BeforeEach
	void logEverything() {
		Log.level(LogLevel.DEBUG);
	}

	@AfterEach
	void logAsBefore() {
		Log.defaultLevel();
	}

	@Test
	void beginNamesCauseAndBudget(CapturedOutput output) {
		tell(new TerminationBegan(new Cause.Signal("TERM", 15, ""), Duration.ofSeconds(28)));
		assertThat(output).contains("Termination began on SIGTERM and may take 28000 ms.");
		assertLines(output, "INFO Termination began on SIGTERM and may take N ms.");
	}

	@Test
	void expeditedTerminationSaysWhatIsLeft(CapturedOutput output) {
		tell(new TerminationExpedited(TWO_SECONDS));
		assertThat(output).contains("may take 2000 ms more.");
		assertLines(output, "INFO Termination is expedited and may take N ms more.");
	}

	@Test
	void stageNamesItsDrains(CapturedOutput output) {
		tell(new StageBegan(Stage.WORK, List.of("requests", "tasks"), TWO_SECONDS));
		tell(new StageEnded(Stage.WORK, TWO_SECONDS));
		assertLines(output, "INFO Stage 'work' began and may take N ms: requests, tasks.",
				"DEBUG Stage 'work' ended after N ms.");
	}

	@Test
	void stageWithoutDrainsIsHardlyWorthALine(CapturedOutput output) {
		tell(new StageBegan(Stage.SINKS, List.of(), TWO_SECONDS));
		assertLines(output, "DEBUG Stage 'sinks' began and may take N ms: no drains.");
	}

	@Test
	void drainThatComesToRestTakesOneLine(CapturedOutput output) {
		tell(new DrainBegan(Stage.WORK, "tasks"));
		tell(drainEnded(DrainStatus.AT_REST, Remaining.nothing(), Optional.empty(), List.of()));
		assertLines(output, "DEBUG Drain 'tasks' began.", "INFO Drain 'tasks' is at rest after N ms.");
	}

	@Test
	void cancelledDrainSaysWhatIsLeftAndWhy(CapturedOutput output) {
		tell(new DrainCancelled(Stage.WORK, "tasks",
				new Cancellation(Cancellation.Cause.DEADLINE, "The deadline of the stage 'work' is 400 ms away."),
				TWO_LEFT));
		tell(new DrainInterrupted(Stage.WORK, "tasks"));
		assertLines(output,
				"WARN Drain 'tasks' is cancelled, 2 left: GET /a; GET /b. The deadline of the stage 'work' is N ms away.",
				"WARN Drain 'tasks' is interrupted, because it did not heed its cancellation.");
	}

	@Test
	void abandonedDrainSaysWhatIsLeftAndWhereItsThreadsStand(CapturedOutput output) {
		tell(drainEnded(DrainStatus.ABANDONED, TWO_LEFT, Optional.empty(), List.of(STACK)));
		assertThat(output).contains("""
				Drain 'tasks' is abandoned after 2000 ms, 2 left: GET /a; GET /b.
				"worker-1" WAITING
					at com.example.Job.run(Job.java:17)
				""");
		assertLines(output, "WARN Drain 'tasks' is abandoned after N ms, 2 left: GET /a; GET /b.");
	}

	@Test
	void failedDrainSaysWhatItThrew(CapturedOutput output) {
		tell(drainEnded(DrainStatus.FAILED, Remaining.unknown(), Optional.of(new IllegalStateException("no broker")),
				List.of()));
		assertLines(output, "WARN Drain 'tasks' failed after N ms.");
		assertThat(output).contains("java.lang.IllegalStateException: no broker");
	}

	@Test
	void cleanEndIsOneLine(CapturedOutput output) {
		tell(new TerminationEnded(report(entry("a", DrainStatus.AT_REST, Remaining.nothing()),
				entry("b", DrainStatus.AT_REST, Remaining.nothing()))
			.ended()));
		assertThat(output).contains("after 2000 ms of 10000 ms");
		assertLines(output, "INFO Termination ended on SIGTERM after N ms of N ms: 2 drains at rest.");
	}

	@Test
	void uncleanEndNamesWhatWasNotFinished(CapturedOutput output) {
		tell(new TerminationEnded(report(entry("a", DrainStatus.AT_REST, Remaining.nothing()),
				entry("b", DrainStatus.FAILED, Remaining.unknown()), entry("c", DrainStatus.ABANDONED, TWO_LEFT))
			.ended()));
		assertLines(output, "WARN Termination ended on SIGTERM after N ms of N ms: 1 drain at rest, "
				+ "but not 'b' (failed), 'c' (abandoned, 2 left: GET /a; GET /b).");
	}

	@Test
	void forcedEndNamesWhatStandsInTheWay(CapturedOutput output) {
		tell(new TerminationForced(report(entry("b", DrainStatus.RUNNING, TWO_LEFT)).halted(List.of(STACK)),
				List.of(STACK)));
		assertLines(output, "ERROR Termination forced on SIGTERM after N ms of N ms: 0 drains at rest, "
				+ "but not 'b' (running, 2 left: GET /a; GET /b). The process is halted. In the way stand:");
		assertThat(output).contains("""
				In the way stand:
				"worker-1" WAITING
					at com.example.Job.run(Job.java:17)
				""");
	}

	@Test
	void lastWordsDoNotNeedALoggingSystemThatTheJvmHasStopped(CapturedOutput output) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		new TerminationLog(new LivingJvm(true), new PrintStream(bytes)).onEvent(new TerminationForced(
				report(entry("b", DrainStatus.RUNNING, TWO_LEFT)).halted(List.of(STACK)), List.of(STACK)));
		assertThat(bytes.toString(StandardCharsets.UTF_8)).startsWith("Termination forced on SIGTERM")
			.contains("at com.example.Job.run(Job.java:17)");
		assertLines(output);
	}

	@Test
	void failureOfLastCallItselfIsAnError(CapturedOutput output) {
		tell(new PartFailed("stage 'work'", new IllegalStateException("a bug")));
		assertLines(output, "ERROR Last Call failed in stage 'work'; the termination goes on.");
		assertThat(output).contains("java.lang.IllegalStateException: a bug");
	}

	@Test
	void startIsNotTheBusinessOfThisListener(CapturedOutput output) {
		new TerminationLog(new LivingJvm(false), System.err).onPrepared(List.of());
		assertLines(output);
	}

	private static void tell(TerminationEvent event) {
		new TerminationLog(new LivingJvm(false), System.err).onEvent(event);
	}

	private static void assertLines(CapturedOutput output, String... lines) {
		assertThat(Log.ownLines(output, TerminationLog.class)).containsExactly(lines);
	}

	private static DrainEnded drainEnded(DrainStatus status, Remaining remaining, Optional<Throwable> failure,
			List<ThreadStack> stacks) {
		return new DrainEnded(Stage.WORK, "tasks", status, TWO_SECONDS, remaining, failure, stacks);
	}

	private static DrainEntry entry(String name, DrainStatus status, Remaining remaining) {
		return new DrainEntry(Stage.WORK, name, status, TWO_SECONDS, remaining, "");
	}

	private static Report report(DrainEntry... drains) {
		return new Report(new Cause.Signal("TERM", 15, ""), Duration.ofSeconds(10), TWO_SECONDS, List.of(),
				List.of(drains));
	}

}
