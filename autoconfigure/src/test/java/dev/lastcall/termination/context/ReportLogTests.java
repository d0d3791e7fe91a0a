package dev.lastcall.termination.context;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.lastcall.fixture.LivingJvm;
import dev.lastcall.fixture.Log;
import dev.lastcall.termination.report.PreviousRun;
import dev.lastcall.termination.report.PreviousRun.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ReportLogTests {

	private final ByteArrayOutputStream lastResort = new ByteArrayOutputStream();

	@BeforeEach
	void logInfo() {
		Log.level(LogLevel.INFO);
	}

	@AfterEach
	void logAsBefore() {
		Log.defaultLevel();
	}

	@Test
	void previousRunIsAWarningIfWorkMayHaveBeenLost(CapturedOutput output) {
		ReportLog log = log(false);
		for (Outcome outcome : Outcome.values()) {
			log.onPrevious(new PreviousRun(outcome, "That is all."));
		}
		assertThat(Log.ownLines(output, ReportLog.class)).containsExactly(
				"INFO Previous termination: clean. That is all.", "WARN Previous termination: forced. That is all.",
				"WARN Previous termination: killed. That is all.", "INFO Previous termination: none. That is all.");
	}

	@Test
	void problemIsAWarning(CapturedOutput output) {
		log(false).onProblem("The disk is full.");
		assertThat(Log.ownLines(output, ReportLog.class)).containsExactly("WARN The disk is full.");
		assertThat(this.lastResort.size()).isZero();
	}

	@Test
	void problemDoesNotNeedALoggingSystemThatTheJvmHasStopped(CapturedOutput output) {
		log(true).onProblem("The disk is full.");
		assertThat(this.lastResort.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("The disk is full.");
		assertThat(Log.ownLines(output, ReportLog.class)).isEmpty();
	}

	private ReportLog log(boolean shuttingDown) {
		return new ReportLog(new LivingJvm(shuttingDown), new PrintStream(this.lastResort));
	}

}
