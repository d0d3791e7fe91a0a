package dev.lastcall.signal.nativetier;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalListener;
import dev.lastcall.signal.SignalRegistration;

/**
 * {@link SignalRegistration} of a signal that now comes to us.
 *
 * @param bridge the bridge
 * @param signal the signal
 * @param listener who hears of it
 */
record TakenSignal(NativeSignalBridge bridge, PosixSignal signal,
		SignalListener listener) implements SignalRegistration {

	@Override
	public Disposition disposition() {
		return Disposition.INSTALLED;
	}

	@Override
	public void close() {
		this.bridge.unregister(this.signal, this.listener);
	}

}
