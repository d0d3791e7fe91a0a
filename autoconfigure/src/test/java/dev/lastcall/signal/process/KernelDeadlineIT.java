package dev.lastcall.signal.process;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The deadline that the kernel keeps, in processes without a halt guard: nothing of Java
 * ends them.
 */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class KernelDeadlineIT {

	private static final int SIGNAL = 63;

	private static final int HUP = 1;

	private static final int TERM = 15;

	private static final int STOP = 19;

	private static final int CONTINUE = 18;

	/**
	 * What the process may take after its deadline, with that of a machine that is busy.
	 */
	private static final long SLACK = 250;

	@TempDir
	private Path directory;

	@RepeatedTest(5)
	void processEndsAtItsDeadlineAndNotBefore() throws Exception {
		try (BridgeProcess process = handedOver(BridgeProcess.with())) {
			long start = System.nanoTime();
			assertThat(process.order("arm 400 77")).isEqualTo("true");
			assertThat(process.exitCode()).isEqualTo(77);
			assertThat(millisSince(start)).isBetween(400L, 400 + SLACK);
		}
	}

	@Test
	void processEndsAlthoughItsHeapIsExhausted() throws Exception {
		try (BridgeProcess process = handedOver(BridgeProcess.with("-Xlog:disable"))) {
			process.order("register r TERM TERMINATION deadline");
			process.order("fill");
			process.awaitLine("full");
			process.kill(TERM);
			assertThat(process.exitCode()).isEqualTo(77);
		}
	}

	@RepeatedTest(5)
	void signalThatTerminatesHasItsBudgetFromItsArrivalAlthoughNobodyHearsIt() throws Exception {
		try (BridgeProcess process = handedOver(BridgeProcess.with("-Xlog:disable"))) {
			process.order("grant 1000 77");
			process.order("fill");
			process.awaitLine("full");
			long start = System.nanoTime();
			process.kill(HUP);
			assertThat(process.exitCode()).isEqualTo(77);
			assertThat(millisSince(start)).isBetween(1000L, 1000 + SLACK);
		}
	}

	@Test
	void furtherSignalsDoNotProlongTheBudget() throws Exception {
		try (BridgeProcess process = handedOver(BridgeProcess.with())) {
			process.order("grant 600 77");
			long start = System.nanoTime();
			process.kill(HUP);
			process.awaitLine("heard h");
			assertThat(process.order("arm 2000 78")).isEqualTo("true");
			process.order("grant 2000 79");
			process.kill(HUP);
			assertThat(process.exitCode()).isEqualTo(77);
			assertThat(millisSince(start)).isBetween(600L, 600 + SLACK);
		}
	}

	@Test
	void earlierDeadlineShortensTheBudget() throws Exception {
		try (BridgeProcess process = handedOver(BridgeProcess.with())) {
			process.order("grant 60000 77");
			process.kill(HUP);
			process.awaitLine("heard h");
			process.order("arm 300 78");
			assertThat(process.exitCode()).isEqualTo(78);
		}
	}

	@Test
	void budgetThatIsTakenBackIsNotGranted() throws Exception {
		try (BridgeProcess process = handedOver(BridgeProcess.with())) {
			process.order("grant 300 77");
			process.order("grant -1 0");
			process.kill(HUP);
			process.awaitLine("heard h");
			process.order("arm 1000 78");
			assertThat(process.exitCode()).isEqualTo(78);
		}
	}

	@Test
	void budgetThatIsGrantedBeforeTheHandOverHoldsAfterIt() throws Exception {
		try (BridgeProcess process = BridgeProcess.with().start(this.directory)) {
			process.order("grant 300 77");
			process.order("register h HUP TERMINATION print");
			process.kill(HUP);
			process.awaitLine("heard h");
			assertThat(process.order("handover")).isEqualTo("NATIVE");
			process.kill(HUP);
			assertThat(process.exitCode()).isEqualTo(77);
		}
	}

	@Test
	void earliestDeadlineWins() throws Exception {
		try (BridgeProcess process = handedOver(BridgeProcess.with())) {
			long start = System.nanoTime();
			process.order("arm 60000 1");
			process.order("arm 400 77");
			assertThat(process.order("arm 90000 2")).isEqualTo("true");
			assertThat(process.exitCode()).isEqualTo(77);
			assertThat(millisSince(start)).isBetween(400L, 1000L);
		}
	}

	@Test
	void disarmedProcessLivesOn() throws Exception {
		try (BridgeProcess process = handedOver(BridgeProcess.with())) {
			process.order("arm 300 77");
			process.order("disarm");
			long start = System.nanoTime();
			process.order("arm 1000 78");
			assertThat(process.exitCode()).isEqualTo(78);
			assertThat(millisSince(start)).isGreaterThanOrEqualTo(1000);
		}
	}

	@Test
	void signalFromOutsideNeitherEndsTheProcessNorHastensItsEnd() throws Exception {
		try (BridgeProcess process = handedOver(BridgeProcess.with())) {
			send(process);
			long start = System.nanoTime();
			process.order("arm 1000 77");
			send(process);
			assertThat(process.exitCode()).isEqualTo(77);
			assertThat(millisSince(start)).isBetween(1000L, 1000 + SLACK);
		}
	}

	private static void send(BridgeProcess process) throws Exception {
		for (int i = 0; i < 10; i++) {
			process.kill(SIGNAL);
			KernelSignals.queue(process.pid(), SIGNAL, i);
			KernelSignals.pretendTick(process.pid(), SIGNAL);
		}
		assertThat(process.order("tier")).startsWith("NATIVE");
	}

	@RepeatedTest(5)
	void processThatIsStoppedPastItsDeadlineHasTimeForLastWords() throws Exception {
		try (BridgeProcess process = handedOver(BridgeProcess.with())) {
			process.order("arm 300 77");
			process.kill(STOP);
			TimeUnit.MILLISECONDS.sleep(700);
			long start = System.nanoTime();
			process.kill(CONTINUE);
			assertThat(process.exitCode()).isEqualTo(77);
			assertThat(millisSince(start)).isBetween(99L, 150 + SLACK);
		}
	}

	@Test
	void signalThatIsTakenBeforeIsLeftAlone() throws Exception {
		try (BridgeProcess process = handedOver(
				BridgeProcess.with().under("env", "--default-signal", "--ignore-signal=" + SIGNAL))) {
			for (int i = 0; i < 10; i++) {
				KernelSignals.pretendTick(process.pid(), SIGNAL);
			}
			process.order("arm 300 77");
			assertThat(process.exitCode()).isEqualTo(77);
		}
	}

	@Test
	void signalThatIsTakenLaterIsLeftToWhoTookIt() throws Exception {
		try (BridgeProcess process = handedOver(BridgeProcess.with())) {
			assertThat(process.order("overtake RTMIN+29")).isEqualTo("INSTALLED");
			assertThat(process.order("deadline")).isEqualTo("'other code has taken SIGRTMIN+29, with which it would'");
			assertThat(process.order("arm 100 77")).isEqualTo("false");
			process.kill(SIGNAL);
			process.awaitLine("overtaken SIGRTMIN+29");
		}
	}

	@Test
	void filterThatRefusesTimersLeavesTheTierAndSaysSo() throws Exception {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		try (BridgeProcess process = BridgeProcess.with()
			.under(java, "-D" + RefusedExecution.TIMERS + "=true", "-cp", ProbeClassPath.with(true),
					RefusedExecution.class.getName(), "env", "--default-signal")
			.start(this.directory)) {
			process.order("register r TERM TERMINATION exit");
			assertThat(process.order("handover")).isEqualTo("NATIVE");
			assertThat(process.order("deadline"))
				.isEqualTo("'timer_create failed with errno " + RefusedExecution.ERRNO + "'");
			assertThat(process.order("arm 100 77")).isEqualTo("false");
			process.kill(TERM);
			assertThat(process.exitCode()).isEqualTo(143);
		}
	}

	@Test
	void signalIsTheKernelsAgainWithoutRegistrations() throws Exception {
		try (BridgeProcess process = BridgeProcess.with().start(this.directory)) {
			for (int i = 0; i < 3; i++) {
				process.order("register h HUP EVENT print");
				assertThat(process.order("handover")).isEqualTo("NATIVE");
				assertThat(process.order("deadline")).isEqualTo("''");
				assertThat(process.order("handles 63")).isEqualTo("true");
				process.order("close h");
				assertThat(process.order("handles 63")).isEqualTo("false");
			}
		}
	}

	private BridgeProcess handedOver(BridgeProcess.Start start) throws Exception {
		BridgeProcess process = start.start(this.directory);
		process.order("register h HUP TERMINATION print");
		assertThat(process.order("handover")).isEqualTo("NATIVE");
		assertThat(process.order("deadline")).isEqualTo("''");
		return process;
	}

	private static long millisSince(long start) {
		return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
	}

}
