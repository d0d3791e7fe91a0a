package dev.lastcall.signal;

import org.junit.jupiter.api.Test;

import dev.lastcall.signal.SignalRegistration.Disposition;

import static org.assertj.core.api.Assertions.assertThat;

class SignalBridgeTests {

	@Test
	void hookLeavesEverySignalToTheJvm() {
		SignalBridge bridge = new HookSignalBridge("this is a test");
		SignalRegistration registration = bridge.register(PosixSignal.TERM, SignalLane.TERMINATION, (event) -> {
			throw new AssertionError(event);
		});
		assertThat(bridge.tier()).isEqualTo(SignalTier.HOOK);
		assertThat(registration.signal()).isEqualTo(PosixSignal.TERM);
		assertThat(registration.disposition()).isEqualTo(Disposition.REFUSED);
		registration.close();
		registration.close();
	}

	@Test
	void tiersAreLabelledAsInProperties() {
		assertThat(SignalTier.NATIVE.label()).isEqualTo("native");
		assertThat(SignalTier.JDK.label()).isEqualTo("jdk");
		assertThat(SignalTier.HOOK.label()).isEqualTo("hook");
	}

}
