package dev.lastcall.signal;

/**
 * Turns operating-system signals into Java events. Implementations are thread-safe and
 * never throw because of the platform: what a tier cannot do shows in the registration.
 */
public interface SignalBridge {

	/**
	 * The tier of this bridge.
	 * @return the tier
	 */
	SignalTier tier();

	/**
	 * Registers a listener for a signal.
	 * @param signal the signal
	 * @param listener who hears of it
	 * @return the registration, which tells whether signals arrive
	 */
	SignalRegistration register(PosixSignal signal, SignalListener listener);

	/**
	 * The bridge over {@code sun.misc.Signal}.
	 * @return the bridge of {@link SignalTier#JDK}, or that of {@link SignalTier#HOOK} if
	 * this run-time image lacks the module {@code jdk.unsupported}
	 */
	static SignalBridge jdk() {
		try {
			return new JdkSignalBridge(new SunMiscSignals());
		}
		catch (ReflectiveOperationException ex) {
			return hook();
		}
	}

	/**
	 * The bridge that leaves every signal to the JVM.
	 * @return the bridge of {@link SignalTier#HOOK}
	 */
	static SignalBridge hook() {
		return new HookSignalBridge();
	}

}
