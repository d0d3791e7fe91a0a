package dev.lastcall.signal;

import java.util.List;

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

	/**
	 * Why the tier is not a better one.
	 * @return a clause, or an empty string if there is nothing to explain
	 */
	default String obstacle() {
		return "";
	}

	/**
	 * Makes ready for the exit of the JVM: signals are still heard, but no thread of the
	 * bridge waits in native code any more. HotSpot would wait for it for 300 ms
	 * ({@code VM_Exit::wait_for_threads_in_native_to_block} in {@code vmOperations.cpp}).
	 */
	default void prepareExit() {
		// Without threads of its own there is nothing to do.
	}

	/**
	 * The deadline that the kernel keeps.
	 * @return one that does nothing, if this bridge does not reach the kernel
	 */
	default ProcessDeadline deadline() {
		return ProcessDeadline.none();
	}

	/**
	 * Who is registered.
	 * @return the registrations that are open, or none if this bridge does not keep them
	 */
	default List<SignalRegistration> registrations() {
		return List.of();
	}

}
