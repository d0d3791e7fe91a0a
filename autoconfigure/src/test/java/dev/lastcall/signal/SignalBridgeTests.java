package dev.lastcall.signal;

import org.junit.jupiter.api.Test;

import dev.lastcall.signal.SignalRegistration.Disposition;

import static org.assertj.core.api.Assertions.assertThat;

class SignalBridgeTests {

	@Test
	void bridgeOfThisJvmIsTheOneOverSunMiscSignal() {
		assertThat(SignalBridge.jdk().tier()).isEqualTo(SignalTier.JDK);
	}

	@Test
	void hookLeavesEverySignalToTheJvm() {
		SignalRegistration registration = SignalBridge.hook().register(PosixSignal.TERM, (event) -> {
			throw new AssertionError(event);
		});
		assertThat(SignalBridge.hook().tier()).isEqualTo(SignalTier.HOOK);
		assertThat(registration.signal()).isEqualTo(PosixSignal.TERM);
		assertThat(registration.disposition()).isEqualTo(Disposition.REFUSED);
		registration.close();
		registration.close();
	}

	@Test
	void tiersAreLabelledAsInProperties() {
		assertThat(SignalTier.JDK.label()).isEqualTo("jdk");
		assertThat(SignalTier.HOOK.label()).isEqualTo("hook");
	}

}
