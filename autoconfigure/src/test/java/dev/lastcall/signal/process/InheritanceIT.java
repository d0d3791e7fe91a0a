package dev.lastcall.signal.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Processes that were started in a way that concerns their signals.
 */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class InheritanceIT {

	private static final int USR1 = 10;

	private static final int TERM = 15;

	private static final int RTMIN_7 = 41;

	@TempDir
	private Path directory;

	@Test
	void ignoredSignalStaysIgnored() throws Exception {
		try (BridgeProcess process = BridgeProcess.with()
			.under("env", "--default-signal", "--ignore-signal=TERM", "--ignore-signal=USR1")
			.start(this.directory)) {
			assertThat(process.order("register r TERM TERMINATION exit")).isEqualTo("IGNORED");
			assertThat(process.order("handover")).isEqualTo("NATIVE");
			assertThat(process.order("disposition r")).isEqualTo("IGNORED");
			assertThat(process.order("ours TERM")).isEqualTo("false");
			process.kill(TERM);
			assertThat(process.order("heard TERM")).isEqualTo("0");
			assertThat(process.isAlive()).isTrue();
		}
	}

	@Test
	void ignoredSignalIsTakenIfThatIsWanted() throws Exception {
		try (BridgeProcess process = BridgeProcess.with()
			.under("env", "--default-signal", "--ignore-signal=TERM")
			.arguments("override")
			.start(this.directory)) {
			assertThat(process.order("register r TERM TERMINATION print")).isEqualTo("IGNORED");
			assertThat(process.order("handover")).isEqualTo("NATIVE");
			assertThat(process.order("disposition r")).isEqualTo("INSTALLED");
			process.kill(TERM);
			process.awaitLine("heard r SIGTERM x1");
			process.order("close r");
			process.kill(TERM);
			assertThat(process.order("heard TERM")).isEqualTo("1");
			assertThat(process.isAlive()).isTrue();
		}
	}

	// The JVM unblocks the signals that it handles itself, and no other.
	@Test
	void blockedSignalIsTakenAndOnlyTheJvmsOwnArrive() throws Exception {
		try (BridgeProcess process = BridgeProcess.with()
			.under("env", "--default-signal", "--block-signal=TERM", "--block-signal=USR1")
			.start(this.directory)) {
			process.order("register u USR1 EVENT print");
			process.order("register r TERM TERMINATION exit");
			assertThat(process.order("handover")).isEqualTo("NATIVE");
			process.kill(USR1);
			assertThat(process.order("heard USR1")).isEqualTo("0");
			process.kill(TERM);
			assertThat(process.exitCode()).isEqualTo(143);
			assertThat(process.awaitLine("heard r")).contains("on 'lastcall-signal-reader'");
		}
	}

	@Test
	void jvmThatKeepsItsSignalsKeepsThem() throws Exception {
		try (BridgeProcess process = BridgeProcess.with("-Xrs").start(this.directory)) {
			assertThat(process.order("register r TERM TERMINATION exit")).isEqualTo("REFUSED");
			assertThat(process.order("register e RTMIN+7 EVENT print")).isEqualTo("REFUSED");
			assertThat(process.order("handover")).isEqualTo("NATIVE");
			assertThat(process.order("disposition r")).isEqualTo("REFUSED");
			assertThat(process.order("disposition e")).isEqualTo("INSTALLED");
			KernelSignals.queue(process.pid(), RTMIN_7, 1);
			process.awaitLine("heard e SIGRTMIN+7 x1");
			process.kill(TERM);
			// As Java sees a process that ended by a signal.
			assertThat(process.exitCode()).isEqualTo(128 + TERM);
			assertThat(process.linesWith("heard r")).isZero();
		}
	}

	@Test
	void libraryThatInterposesOnSigactionIsPassedBy() throws Exception {
		try (BridgeProcess process = BridgeProcess.with()
			.under("env", "--default-signal", "LD_PRELOAD=" + libjsig())
			.start(this.directory)) {
			process.order("register q QUIT DUMP print");
			process.order("register r TERM TERMINATION exit");
			assertThat(process.order("handover")).isEqualTo("NATIVE");
			assertThat(process.order("ours QUIT")).isEqualTo("true");
			assertThat(process.order("ours TERM")).isEqualTo("true");
			process.kill(3);
			process.awaitLine("heard q SIGQUIT x1 on 'lastcall-signal-dump'");
			process.awaitLine("Full thread dump");
			process.kill(TERM);
			assertThat(process.exitCode()).isEqualTo(143);
			assertThat(process.awaitLine("heard r")).contains("on 'lastcall-signal-reader'");
		}
	}

	@Test
	void firstProcessOfAPidNamespaceHearsOfASenderOutside() throws Exception {
		assumeThat(System.getenv("CI") != null || canUnshare()).as("CI promises unshare").isTrue();
		try (BridgeProcess process = BridgeProcess.with()
			.under("unshare", "--pid", "--fork", "--kill-child", "--mount-proc", "env", "--default-signal")
			.start(this.directory)) {
			process.order("register r TERM TERMINATION exit");
			assertThat(process.order("handover")).isEqualTo("NATIVE");
			process.kill(TERM);
			assertThat(process.exitCode()).isEqualTo(143);
			assertThat(process.awaitLine("heard r"))
				.endsWith("on 'lastcall-signal-reader' from 0 a process outside this PID namespace");
		}
	}

	private static boolean canUnshare() throws Exception {
		Process process = new ProcessBuilder("sh", "-c", "unshare --pid --fork --mount-proc true").start();
		return process.waitFor() == 0;
	}

	private static Path libjsig() throws Exception {
		try (Stream<Path> files = Files.walk(Path.of(System.getProperty("java.home"), "lib"))) {
			return files.filter((file) -> file.endsWith("libjsig.so")).findFirst().orElseThrow();
		}
	}

}
