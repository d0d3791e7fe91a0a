package dev.lastcall.signal;

/**
 * A listener's hold on a signal. Thread-safe.
 */
public interface SignalRegistration extends AutoCloseable {

	/**
	 * The signal.
	 * @return the signal that was asked for
	 */
	PosixSignal signal();

	/**
	 * What became of the registration. It may change when a better tier takes over.
	 * @return whether signals arrive, and if not, why
	 */
	Disposition disposition();

	/**
	 * Gives the signal back to whom it belonged before, if it is still ours. A signal
	 * that arrives meanwhile is handled by exactly one of the two. Idempotent.
	 */
	@Override
	void close();

	/**
	 * What the process does with a signal.
	 */
	enum Disposition {

		/**
		 * The listener hears of it.
		 */
		INSTALLED,

		/**
		 * The process was started with the signal ignored, as {@code nohup} does, and
		 * that wish is honoured.
		 */
		IGNORED,

		/**
		 * This tier or this JVM does not give the signal away; it acts as on a stock JVM.
		 */
		REFUSED

	}

}
