package dev.lastcall.exit;

import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.exit.ExitPolicy.SecondSignal;
import dev.lastcall.exit.Installation.Installed;
import dev.lastcall.signal.HookSignalBridge;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalRegistration.Disposition;
import dev.lastcall.signal.SignalTier;
import dev.lastcall.test.SteppedTermination;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class InstallationTests {

	private static final ExitPolicy POLICY = new ExitPolicy(OptionalInt.empty(), 124, SecondSignal.EXPEDITE);

	@Test
	void summaryNamesTheSignalsThatArriveAndTheTier() {
		Installed installed = install(new FakeSignalBridge(), PosixSignal.TERM, PosixSignal.INT);
		assertThat(installed).isEqualTo(new Installed("hears SIGTERM and SIGINT (tier 'jdk')", List.of()));
	}

	@Test
	void signalThatTheParentProcessIgnoredIsAWarningAndNotInTheSummary() {
		FakeSignalBridge bridge = new FakeSignalBridge().answering(PosixSignal.INT, Disposition.IGNORED);
		Installed installed = install(bridge, PosixSignal.TERM, PosixSignal.INT);
		assertThat(installed.summary()).isEqualTo("hears SIGTERM (tier 'jdk')");
		assertThat(installed.warnings()).containsExactly(
				"SIGINT was set to be ignored when this process was started, as 'nohup' and background jobs of a shell do, and stays ignored. Start the process without that if SIGINT shall end it.");
	}

	@Test
	void signalsThatTheJvmKeepsAreWarningsAndLeaveTheHook() {
		FakeSignalBridge bridge = new FakeSignalBridge().answering(PosixSignal.TERM, Disposition.REFUSED);
		assertThat(install(bridge, PosixSignal.TERM))
			.isEqualTo(new Installed("hears no signal and begins when the JVM shuts down (tier 'hook')", List
				.of("The JVM does not give SIGTERM away, because it was started with -Xrs; SIGTERM ends the process without a drain. Remove -Xrs.")));
	}

	@Test
	void bridgeThatTakesNoSignalByDesignWarnsOfNothing() {
		assertThat(install(new HookSignalBridge("this is a test"), PosixSignal.TERM, PosixSignal.INT))
			.isEqualTo(new Installed("hears no signal and begins when the JVM shuts down (tier 'hook')", List.of()));
		assertThat(new HookSignalBridge("this is a test").tier()).isEqualTo(SignalTier.HOOK);
	}

	@Test
	void installationThatIsNoneSaysWhy() {
		try (SteppedTermination termination = SteppedTermination.of()) {
			assertThat(Installation.none("this is a test").install(termination.coordinator()))
				.isEqualTo(new Installed("hears no signal, because this is a test", List.of()));
		}
	}

	private Installed install(SignalBridge bridge, PosixSignal... signals) {
		ProcessExit exit = new ProcessExit(new FakeJvm(), new SteppedTicker());
		try (SteppedTermination termination = SteppedTermination.of()) {
			return Installation.in(exit, POLICY, bridge, List.of(signals)).install(termination.coordinator());
		}
	}

}
