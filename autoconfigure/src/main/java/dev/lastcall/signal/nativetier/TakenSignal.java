package dev.lastcall.signal.nativetier;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalListener;
import dev.lastcall.signal.SignalRegistration;

/**
 * {@link SignalRegistration} of a signal that now comes to us.
 *
 * @param bridge the bridge
 * @param signal the signal
 * @param listener who hears of it
 * @param closed whether the signal was given back
 */
record TakenSignal(NativeSignalBridge bridge, PosixSignal signal, SignalListener listener,
		AtomicBoolean closed) implements SignalRegistration {

	TakenSignal(NativeSignalBridge bridge, PosixSignal signal, SignalListener listener) {
		this(bridge, signal, listener, new AtomicBoolean());
	}

	@Override
	public Disposition disposition() {
		return Disposition.INSTALLED;
	}

	@Override
	public void close() {
		// Once, because the same listener may have been registered twice.
		if (this.closed.compareAndSet(false, true)) {
			this.bridge.unregister(this.signal, this.listener);
		}
	}

}
