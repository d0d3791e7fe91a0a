package dev.lastcall.signal.process;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
@EnabledOnOs(OS.LINUX)
class TerminationIT {

	private static final int USR1 = 10;

	private static final int TERM = 15;

	// Longer than the stub's patience.
	private static final long MORE_THAN_A_SECOND = 1_100_000_000;

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource({ "TERM, 15, 143", "INT, 2, 130", "HUP, 1, 129" })
	void exitCodeIsThatOfTheSignalBeforeAndAfterTheHandOver(String name, int number, int exitCode) throws Exception {
		for (boolean handedOver : new boolean[] { false, true }) {
			try (BridgeProcess process = BridgeProcess.with().start(this.directory)) {
				assertThat(process.order("register r " + name + " TERMINATION exit")).isEqualTo("INSTALLED");
				if (handedOver) {
					assertThat(process.order("handover")).isEqualTo("NATIVE");
				}
				process.kill(number);
				assertThat(process.exitCode()).isEqualTo(exitCode);
				assertThat(process.linesWith("heard r")).isOne();
				assertThat(process.awaitLine("heard r")).contains(
						handedOver ? "x1 on 'lastcall-signal-reader' from 0 process " + ProcessHandle.current().pid()
								: "x1 on 'SIG" + name + " handler' from unknown");
			}
		}
	}

	@Test
	void jvmExitsByItselfIfAListenerHangsOverThreeTerminations() throws Exception {
		try (BridgeProcess process = handedOver("register r TERM TERMINATION hang")) {
			process.kill(TERM);
			process.awaitLine("heard r");
			process.kill(TERM);
			process.awaitAnswer("count TERM", "2");
			pause();
			assertThat(process.isAlive()).isTrue();
			process.kill(TERM);
			assertThat(process.exitCode()).isEqualTo(143);
			assertThat(process.linesWith("heard r")).isOne();
		}
	}

	@Test
	void jvmExitsByItselfIfTheWatchdogEscalates() throws Exception {
		try (BridgeProcess process = handedOver("register r TERM TERMINATION hang")) {
			process.order("watch");
			process.kill(TERM);
			assertThat(process.exitCode()).isEqualTo(143);
		}
	}

	@Test
	void jvmExitsByItselfIfTheWatchdogEscalatesAndNobodyRegisteredForTerm() throws Exception {
		try (BridgeProcess process = handedOver("register r INT TERMINATION hang")) {
			process.order("watch");
			process.kill(2);
			assertThat(process.exitCode()).isEqualTo(143);
		}
	}

	@Test
	void jvmExitsByItselfIfNothingWakesTheReader() throws Exception {
		try (BridgeProcess process = handedOver("register r TERM TERMINATION print")) {
			assertThat(process.order("blind")).isEqualTo("closed");
			process.kill(TERM);
			process.awaitAnswer("count TERM", "1");
			process.kill(TERM);
			process.awaitAnswer("count TERM", "2");
			pause();
			process.kill(TERM);
			assertThat(process.exitCode()).isEqualTo(143);
			assertThat(process.linesWith("heard r")).isZero();
		}
	}

	@Test
	void signalsReachTheLowerTierIfTheReaderIsDead() throws Exception {
		try (BridgeProcess process = handedOver("register r TERM TERMINATION exit")) {
			endReader(process);
			assertThat(process.order("tier")).isEqualTo("JDK its reader has ended");
			process.kill(TERM);
			assertThat(process.exitCode()).isEqualTo(143);
			assertThat(process.awaitLine("heard r")).contains("on 'SIGTERM handler'");
		}
	}

	@Test
	void signalIsTakenByTheLowerTierIfItIsRegisteredWithADeadReader() throws Exception {
		try (BridgeProcess process = handedOver("register r HUP TERMINATION print")) {
			endReader(process);
			assertThat(process.order("register t TERM TERMINATION exit")).isEqualTo("INSTALLED");
			process.kill(TERM);
			assertThat(process.exitCode()).isEqualTo(143);
			assertThat(process.awaitLine("heard t")).contains("on 'SIGTERM handler'");
		}
	}

	@Test
	void terminationThatIsPendingWhenTheReaderEndsIsNotLost() throws Exception {
		try (BridgeProcess process = handedOver("register r TERM TERMINATION exit")) {
			process.order("register b USR1 TERMINATION block");
			process.kill(USR1);
			process.awaitLine("heard b");
			process.order("blind");
			process.kill(TERM);
			process.awaitAnswer("count TERM", "1");
			process.order("release");
			assertThat(process.exitCode()).isEqualTo(143);
			assertThat(process.linesWith("heard r")).isOne();
		}
	}

	@Test
	void listenerThatThrowsIsReportedAndHearsOfTheNextSignal() throws Exception {
		try (BridgeProcess process = handedOver("register r TERM TERMINATION throw")) {
			process.kill(TERM);
			process.awaitLine("failure SIGTERM java.lang.IllegalStateException: thrown by r");
			process.kill(TERM);
			process.awaitAnswer("heard TERM", "2");
			assertThat(process.isAlive()).isTrue();
		}
	}

	@Test
	void alertEndsAProcessWhoseHeapIsExhausted() throws Exception {
		try (BridgeProcess process = handedOver("register r TERM TERMINATION halt")) {
			process.order("fill");
			process.awaitLine("full");
			process.kill(TERM);
			assertThat(process.exitCode()).isEqualTo(77);
		}
	}

	@Test
	void ringThatOverflowsLosesNoSignal() throws Exception {
		try (BridgeProcess process = handedOver("register r TERM TERMINATION print")) {
			process.order("register b USR1 TERMINATION block");
			process.order("register e RTMIN+7 EVENT count");
			process.kill(USR1);
			process.awaitLine("heard b");
			for (int i = 0; i < 500; i++) {
				KernelSignals.queue(process.pid(), 41, i);
				if (i == 300) {
					process.kill(TERM);
				}
			}
			process.awaitAnswer("count RTMIN+7", "500");
			process.awaitAnswer("count TERM", "1");
			process.order("release");
			process.awaitAnswer("heard RTMIN+7", "500");
			process.awaitAnswer("heard TERM", "1");
			process.awaitLine("heard r SIGTERM x1");
			assertThat(process.order("dropped")).isEqualTo("437 0");
		}
	}

	private BridgeProcess handedOver(String registration) throws Exception {
		BridgeProcess process = BridgeProcess.with("-Xlog:disable").start(this.directory);
		assertThat(process.order(registration)).isEqualTo("INSTALLED");
		assertThat(process.order("handover")).isEqualTo("NATIVE");
		return process;
	}

	private static void endReader(BridgeProcess process) throws Exception {
		process.order("register b USR1 TERMINATION block");
		process.kill(USR1);
		process.awaitLine("heard b");
		process.order("blind");
		process.order("release");
		process.awaitAnswer("dead", "true");
	}

	// The stub measures real time.
	private static void pause() throws InterruptedException {
		TimeUnit.NANOSECONDS.sleep(MORE_THAN_A_SECOND);
	}

}
