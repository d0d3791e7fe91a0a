package dev.lastcall.signal;

/**
 * {@link SignalRegistration} of a signal that was not taken, so there is nothing to give
 * back.
 *
 * @param signal the signal
 * @param disposition why it was not taken
 */
public record UntakenSignal(PosixSignal signal, Disposition disposition) implements SignalRegistration {

	@Override
	public void close() {
		// Nothing was taken.
	}

}
