package dev.lastcall.signal.process;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several class loaders of one JVM that have a copy of Last Call each.
 */
@Timeout(300)
@EnabledOnOs(OS.LINUX)
class CopiesIT {

	private static final int HUP = 1;

	private static final int USR1 = 10;

	private static final int TERM = 15;

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void everyCopyHearsEachSignalOnceWithItsSender(boolean handedOver) throws Exception {
		try (BridgeProcess process = start()) {
			register(process, "a", "TERM TERMINATION print");
			process.order(handedOver ? "a handover" : "a tier");
			register(process, "b", "TERM TERMINATION print");
			register(process, "b", "USR1 EVENT print");
			assertThat(process.order("b handover")).startsWith(handedOver ? "NATIVE" : "JDK another copy");
			register(process, "c", "TERM TERMINATION print");
			process.kill(TERM);
			process.awaitLines("heard", 3);
			process.kill(USR1);
			process.awaitLine("heard bUSR1");
			process.kill(TERM);
			process.awaitLines("heard", 7);
			assertThat(process.linesWith("heard aTERM")).isEqualTo(2);
			assertThat(process.linesWith("heard bTERM")).isEqualTo(2);
			assertThat(process.linesWith("heard cTERM")).isEqualTo(2);
			assertThat(process.linesWith("from 0 process")).isEqualTo(handedOver ? 7 : 0);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "a b c", "c b a", "b a c", "b c a" })
	void signalIsTheJvmsAgainAfterTheLastCloseInWhicheverOrder(String order) throws Exception {
		try (BridgeProcess process = start()) {
			for (String copy : new String[] { "a", "b", "c" }) {
				register(process, copy, "TERM TERMINATION print");
				process.order(copy + " handover");
			}
			String[] copies = order.split(" ");
			process.order(copies[0] + " close " + copies[0] + "TERM");
			process.kill(TERM);
			process.awaitLines("heard", 2);
			process.order(copies[1] + " close " + copies[1] + "TERM");
			process.kill(TERM);
			process.awaitLines("heard", 3);
			process.order(copies[2] + " close " + copies[2] + "TERM");
			process.kill(TERM);
			assertThat(process.exitCode()).isEqualTo(143);
			assertThat(process.linesWith("heard " + copies[0])).isZero();
			assertThat(process.linesWith("heard " + copies[1])).isOne();
			assertThat(process.linesWith("heard " + copies[2])).isEqualTo(2);
		}
	}

	@Test
	void copyThatGoesLeavesNothingBehindAndTheNextOneLeads() throws Exception {
		try (BridgeProcess process = start()) {
			for (String copy : new String[] { "a", "b", "c" }) {
				register(process, copy, "TERM TERMINATION print");
				assertThat(process.order(copy + " handover")).isEqualTo("NATIVE");
				assertThat(process.order(copy + " ours TERM")).isEqualTo("true");
				process.kill(TERM);
				process.awaitLine("heard " + copy);
				assertThat(process.order(copy + " threads")).contains("reader", "lead");
				process.order(copy + " close " + copy + "TERM");
				process.awaitAnswer(copy + " threads", "[]");
				assertThat(process.order(copy + " unload")).isEqualTo("true");
			}
			process.kill(TERM);
			assertThat(process.exitCode()).isEqualTo(143);
			assertThat(process.linesWith("heard")).isEqualTo(3);
		}
	}

	@Test
	void copyThatLeadsStaysWhileAnotherDependsOnIt() throws Exception {
		try (BridgeProcess process = start()) {
			register(process, "a", "HUP EVENT print");
			register(process, "b", "HUP EVENT print");
			process.order("a handover");
			process.order("a close aHUP");
			assertThat(process.order("a unload")).isEqualTo("false");
			process.kill(HUP);
			process.awaitLine("heard bHUP");
			process.order("b close bHUP");
			process.awaitAnswer("b threads", "[]");
			register(process, "b", "TERM TERMINATION exit");
			assertThat(process.order("b handover")).isEqualTo("NATIVE");
			assertThat(process.order("b ours TERM")).isEqualTo("true");
			process.kill(TERM);
			assertThat(process.exitCode()).isEqualTo(143);
			assertThat(process.linesWith("heard a")).isZero();
		}
	}

	@Test
	void deadlineOfACopyIsKeptByTheLead() throws Exception {
		try (BridgeProcess process = start()) {
			register(process, "a", "TERM TERMINATION print");
			register(process, "b", "TERM TERMINATION print");
			assertThat(process.order("b arm 200 77")).isEqualTo("false");
			assertThat(process.order("a handover")).isEqualTo("NATIVE");
			assertThat(process.order("a arm 60000 78")).isEqualTo("true");
			assertThat(process.order("b arm 200 77")).isEqualTo("true");
			assertThat(process.exitCode()).isEqualTo(77);
		}
	}

	@Test
	void threadsComeBackWithTheNextRegistration() throws Exception {
		try (BridgeProcess process = start()) {
			for (int i = 1; i <= 20; i++) {
				register(process, "a", "HUP EVENT print");
				assertThat(process.order("a handover")).isEqualTo("NATIVE");
				process.kill(HUP);
				process.awaitLines("heard aHUP", i);
				process.order("a close aHUP");
			}
			assertThat(process.linesWith("heard aHUP")).isEqualTo(20);
			process.awaitAnswer("a threads", "[]");
		}
	}

	private BridgeProcess start() throws Exception {
		return BridgeProcess.with().running(CopiesProbe.class).start(this.directory);
	}

	private static void register(BridgeProcess process, String copy, String what) throws Exception {
		assertThat(process.order("%s register %1$s%s %s".formatted(copy, what.split(" ")[0], what)))
			.isEqualTo("INSTALLED");
	}

}
