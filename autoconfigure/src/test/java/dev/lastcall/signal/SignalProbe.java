package dev.lastcall.signal;

/**
 * Main class of a process that says what becomes of its signals.
 */
public final class SignalProbe {

	private SignalProbe() {
	}

	public static void main(String[] names) {
		SignalBridge bridge = SignalBridge.jdk();
		System.out.println(bridge.tier());
		for (String name : names) {
			SignalRegistration registration = bridge.register(PosixSignal.valueOf(name), (event) -> {
			});
			System.out.println(registration.signal() + " " + registration.disposition());
			registration.close();
		}
	}

}
