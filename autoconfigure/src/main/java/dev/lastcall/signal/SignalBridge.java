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
	 * @param lane what the signal is for
	 * @param listener who hears of it
	 * @return the registration, which tells whether signals arrive
	 */
	SignalRegistration register(PosixSignal signal, SignalLane lane, SignalListener listener);

}
