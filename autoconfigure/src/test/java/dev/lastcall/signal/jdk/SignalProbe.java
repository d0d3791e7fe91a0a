package dev.lastcall.signal.jdk;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalRegistration;

/**
 * Main class of a process that says what becomes of its signals.
 */
public final class SignalProbe {

	private SignalProbe() {
	}

	public static void main(String[] names) {
		SignalBridge bridge = JdkSignalBridge.create(() -> false);
		System.out.println(bridge.tier());
		for (String name : names) {
			SignalRegistration registration = bridge.register(PosixSignal.named(name).orElseThrow(),
					SignalLane.TERMINATION, (event) -> {
					});
			System.out.println(registration.signal() + " " + registration.disposition());
			registration.close();
		}
	}

}
