package dev.lastcall.signal.process;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.lastcall.signal.SignalLane;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whose a signal is when several want it.
 */
@Timeout(300)
@EnabledOnOs(OS.LINUX)
class OwnershipIT {

	/**
	 * How many closes race a signal, per lane and tier.
	 */
	private static final int CLOSES = 500 * Integer.getInteger("it.runs", 1);

	private static final int HUP = 1;

	private static final int TERM = 15;

	@TempDir
	private Path directory;

	@Test
	void signalThatOtherCodeTookIsTheirsAlsoAfterTheClose() throws Exception {
		try (BridgeProcess process = BridgeProcess.with().start(this.directory)) {
			process.order("register r HUP EVENT print");
			process.order("handover");
			assertThat(process.order("ours HUP")).isEqualTo("true");
			process.order("take HUP other");
			assertThat(process.order("ours HUP")).isEqualTo("false");
			process.kill(HUP);
			process.awaitLine("theirs other HUP");
			process.order("close r");
			process.kill(HUP);
			awaitLines(process, "theirs other HUP", 2);
			assertThat(process.linesWith("heard r")).isZero();
		}
	}

	@Test
	void signalIsNotTakenBackFromNativeCodeThatMayCallUs() throws Exception {
		try (BridgeProcess process = BridgeProcess.with().start(this.directory)) {
			process.order("register r HUP EVENT print");
			process.order("register other USR1 EVENT print");
			process.order("handover");
			assertThat(process.order("overtake HUP")).isEqualTo("INSTALLED");
			process.order("close r");
			assertThat(process.order("overtake HUP")).isEqualTo("INSTALLED");
			assertThat(process.order("again HUP")).isEqualTo("REFUSED");
			process.kill(HUP);
			process.awaitLine("overtaken SIGHUP");
		}
	}

	@Test
	void signalThatOtherCodeGaveBackIsOursAgain() throws Exception {
		try (BridgeProcess process = BridgeProcess.with().start(this.directory)) {
			process.order("register r HUP EVENT print");
			process.order("handover");
			process.order("take HUP other");
			process.order("restore HUP");
			assertThat(process.order("ours HUP")).isEqualTo("true");
			process.kill(HUP);
			process.awaitLine("heard r");
			process.order("close r");
			process.order("register s TERM TERMINATION exit");
			process.kill(TERM);
			assertThat(process.exitCode()).isEqualTo(143);
		}
	}

	@Test
	void processEndsAlsoIfOtherCodeHasTakenAndGivenBackASignalBeforeTheClose() throws Exception {
		try (BridgeProcess process = BridgeProcess.with().start(this.directory)) {
			process.order("register r TERM TERMINATION print");
			process.order("handover");
			process.order("take TERM other");
			process.order("restore TERM");
			assertThat(process.order("close r")).matches("\\d+");
			process.kill(TERM);
			assertThat(process.exitCode()).isEqualTo(143);
			assertThat(process.linesWith("heard r")).isZero();
		}
	}

	@Test
	void terminationThatHangsIsGivenToTheJvmAlsoAfterOtherCodeMadeItForgetUs() throws Exception {
		try (BridgeProcess process = BridgeProcess.with().start(this.directory)) {
			process.order("register r TERM TERMINATION hang");
			process.order("handover");
			process.order("take TERM other");
			process.order("restore TERM");
			assertThat(process.order("repair")).isEqualTo("[SIGTERM]");
			assertThat(process.order("repair")).isEqualTo("[]");
			assertThat(process.order("ours TERM")).isEqualTo("true");
			process.order("watch");
			process.kill(TERM);
			process.awaitLine("heard r SIGTERM x1 on 'lastcall-signal-reader'");
			assertThat(process.exitCode()).isEqualTo(143);
		}
	}

	@Test
	void listenerThatThrowsKeepsNoOtherFromHearing() throws Exception {
		for (boolean handedOver : new boolean[] { false, true }) {
			try (BridgeProcess process = BridgeProcess.with().start(this.directory)) {
				process.order("register a HUP EVENT throw");
				process.order("register b HUP EVENT print");
				process.order(handedOver ? "handover" : "tier");
				process.kill(HUP);
				process.awaitLine("heard b");
				assertThat(process.linesWith("heard a")).isOne();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void secondRegistrationLeavesTheSignalToTheNativeTier(boolean firstIsHandedOver) throws Exception {
		try (BridgeProcess process = BridgeProcess.with().start(this.directory)) {
			process.order("register a TERM TERMINATION print");
			process.order(firstIsHandedOver ? "handover" : "tier");
			process.order("register b TERM TERMINATION print");
			process.order("handover");
			assertThat(process.order("ours TERM")).isEqualTo("true");
			process.order("close b");
			assertThat(process.order("ours TERM")).isEqualTo("true");
			process.kill(TERM);
			assertThat(process.awaitLine("heard a")).contains("on 'lastcall-signal-reader'");
			assertThat(process.linesWith("heard b")).isZero();
			process.order("close a");
			assertThat(process.order("ours TERM")).isEqualTo("false");
			process.kill(TERM);
			assertThat(process.exitCode()).isEqualTo(143);
			assertThat(process.linesWith("heard a")).isOne();
		}
	}

	@Test
	void jvmExitsByItselfAlsoAfterOneOfTwoRegistrationsHasBeenClosed() throws Exception {
		try (BridgeProcess process = BridgeProcess.with().start(this.directory)) {
			process.order("register a TERM TERMINATION hang");
			process.order("register b TERM TERMINATION print");
			process.order("handover");
			process.order("close b");
			process.order("watch");
			process.kill(TERM);
			assertThat(process.exitCode()).isEqualTo(143);
		}
	}

	@Test
	void tenRegistrationsHearEachSignalOnceAndTheLastCloseGivesItBack() throws Exception {
		try (BridgeProcess process = BridgeProcess.with().start(this.directory)) {
			process.order("take HUP before");
			for (int i = 0; i < 10; i++) {
				process.order("register r" + i + " HUP EVENT print");
				if (i == 4) {
					assertThat(process.order("handover")).isEqualTo("NATIVE");
				}
			}
			process.kill(HUP);
			awaitLines(process, "heard r", 10);
			for (int i = 0; i < 10; i++) {
				assertThat(process.linesWith("heard r" + i)).isOne();
				assertThat(process.order("ours HUP")).isEqualTo("true");
				process.order("close r" + i);
			}
			assertThat(process.order("ours HUP")).isEqualTo("false");
			process.kill(HUP);
			process.awaitLine("theirs before HUP");
			assertThat(process.linesWith("heard r")).isEqualTo(10);
		}
	}

	@ParameterizedTest
	@EnumSource(SignalLane.class)
	void signalThatRacesACloseIsHandledByExactlyOneSide(SignalLane lane) throws Exception {
		for (boolean handedOver : new boolean[] { false, true }) {
			try (BridgeProcess process = BridgeProcess.with().start(this.directory)) {
				process.order("register other USR1 EVENT print");
				if (handedOver) {
					assertThat(process.order("handover")).isEqualTo("NATIVE");
				}
				// Some were ours, and some were not.
				assertThat(process.order("race %s %d".formatted(lane, CLOSES))).matches("even [1-9]\\d* [1-9]\\d*");
			}
		}
	}

	private static void awaitLines(BridgeProcess process, String part, int count) throws Exception {
		process.awaitLines(part, count);
	}

}
