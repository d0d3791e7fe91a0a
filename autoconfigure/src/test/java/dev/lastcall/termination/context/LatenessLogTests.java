package dev.lastcall.termination.context;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.LivingJvm;
import dev.lastcall.fixture.Log;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.DrainStatus;
import dev.lastcall.termination.Outlook;
import dev.lastcall.termination.Report;
import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.TerminationEvent;
import dev.lastcall.termination.TerminationEvent.DrainCodeFailed;
import dev.lastcall.termination.TerminationEvent.DrainEnded;
import dev.lastcall.termination.TerminationEvent.DrainFellBehind;
import dev.lastcall.termination.TerminationEvent.DrainHandBackBegan;
import dev.lastcall.termination.TerminationEvent.DrainHandBackEnded;
import dev.lastcall.termination.TerminationEvent.DrainRecovered;
import dev.lastcall.termination.TerminationEvent.OverdueDrainsDumped;
import dev.lastcall.termination.TerminationEvent.OverdueDrainsDumped.OverdueDrain;
import dev.lastcall.termination.TerminationEvent.TerminationEnded;
import dev.lastcall.termination.ThreadStack;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log says of drains that are late.
 */
@ExtendWith(OutputCaptureExtension.class)
class LatenessLogTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	@BeforeEach
	void logEverything() {
		Log.level(LogLevel.INFO);
	}

	@AfterEach
	void logAsBefore() {
		Log.defaultLevel();
	}

	@Test
	void drainThatFallsBehindSaysByHowMuch(CapturedOutput output) {
		tell(new DrainFellBehind(Stage.WORK, "mail",
				new Outlook(900, 60, Optional.of(Duration.ofSeconds(15)), Duration.ofSeconds(11), Duration.ZERO)));
		assertThat(output)
			.contains("Drain 'mail' will miss its deadline by 4000 ms: 900 left, 60.0 finished per second.");
		assertThat(lines(output)).singleElement().asString().startsWith("WARN");
	}

	@Test
	void drainThatFinishesNothingSaysForHowLong(CapturedOutput output) {
		tell(new DrainFellBehind(Stage.WORK, "mail",
				new Outlook(2, 0, Optional.empty(), Duration.ofSeconds(9), Duration.ofSeconds(10))));
		assertThat(output).contains("WARN",
				"Drain 'mail' will probably miss its deadline, which is 9000 ms away: 2 left, none finished for 10000 ms.");
	}

	@Test
	void drainThatRecoversIsGoodNews(CapturedOutput output) {
		tell(new DrainRecovered(Stage.WORK, "mail",
				new Outlook(12, 60, Optional.of(Duration.ofMillis(200)), SECOND, Duration.ZERO)));
		assertThat(lines(output)).singleElement()
			.asString()
			.startsWith("INFO Drain 'mail' will make its deadline after all: 12 left");
	}

	@Test
	void dumpNamesEachDrainAndWhereItsThreadsStand(CapturedOutput output) {
		ThreadStack stack = new ThreadStack("worker-1", Thread.State.WAITING,
				List.of(new StackTraceElement("com.example.Job", "run", "Job.java", 17)));
		tell(new OverdueDrainsDumped(Stage.WORK, Duration.ofSeconds(7),
				List.of(new OverdueDrain("mail", List.of(stack)))));
		assertThat(output).contains("""
				With 7000 ms of the termination left, 1 drain still runs in the stage 'work':
				Drain 'mail':
				"worker-1" WAITING
					at com.example.Job.run(Job.java:17)
				""");
	}

	@Test
	void handBackIsToldFromBeginToEnd(CapturedOutput output) {
		tell(new DrainHandBackBegan(Stage.WORK, "mail", Remaining.of(7), SECOND),
				new DrainHandBackEnded(Stage.WORK, "mail", 7, SECOND, Optional.empty()), new DrainEnded(Stage.WORK,
						"mail", DrainStatus.HANDED_BACK, SECOND, Remaining.nothing(), Optional.empty(), List.of()));
		assertThat(lines(output)).containsExactly("WARN Drain 'mail' hands back and may take N ms, 7 left.",
				"INFO Drain 'mail' handed 7 back within N ms.",
				"WARN Drain 'mail' did not come to rest in N ms, but handed back what was unfinished.");
	}

	@Test
	void handBackThatFailsSaysWhy(CapturedOutput output) {
		tell(new DrainHandBackEnded(Stage.WORK, "mail", 0, SECOND,
				Optional.of(new IllegalStateException("no broker"))));
		assertThat(lines(output)).containsExactly("WARN Drain 'mail' failed to hand back within N ms.");
		assertThat(output).contains("java.lang.IllegalStateException: no broker");
	}

	@Test
	void drainThatDoesNotAnswerIsNamedWithoutAStack(CapturedOutput output) {
		tell(new DrainCodeFailed(Stage.WORK, "mail", "remaining", new TimeoutException("No answer")));
		assertThat(lines(output)).containsExactly(
				"WARN Drain 'mail' does not answer in 'remaining', which must not block; the termination goes on without.");
		assertThat(output).doesNotContain("TimeoutException");
	}

	@Test
	void finalLineNamesWhatWasHandedBack(CapturedOutput output) {
		tell(new TerminationEnded(new Report(new Cause.ContextClose(), SECOND, SECOND, List.of(),
				List.of(entry("a", DrainStatus.AT_REST, Remaining.nothing(), 0),
						entry("b", DrainStatus.HANDED_BACK, Remaining.nothing(), 7),
						entry("c", DrainStatus.ABANDONED, Remaining.of(2), 5)))));
		assertThat(lines(output)).singleElement()
			.asString()
			.endsWith(
					"1 drain at rest, 'b' (handed-back, 7 given back, 0 left), but not 'c' (abandoned, 5 given back, 2 left).");
	}

	private static DrainEntry entry(String name, DrainStatus status, Remaining remaining, long handedBack) {
		return new DrainEntry(Stage.WORK, name, status, SECOND, remaining, "", List.of(), handedBack);
	}

	private static List<String> lines(CapturedOutput output) {
		return Log.ownLines(output, TerminationLog.class);
	}

	private static void tell(TerminationEvent... events) {
		TerminationLog log = new TerminationLog(new LivingJvm(false), System.err);
		List.of(events).forEach(log::onEvent);
	}

}
