package dev.lastcall.signal;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.lastcall.signal.SignalRegistration.Disposition;

/**
 * {@link SignalBridge} over {@code sun.misc.Signal}. HotSpot hands each signal to a new
 * thread of its own, named {@code SIGTERM handler}, so a listener is never called in
 * signal context.
 */
final class JdkSignalBridge implements SignalBridge {

	private final SunMiscSignals signals;

	JdkSignalBridge(SunMiscSignals signals) {
		this.signals = signals;
	}

	@Override
	public SignalTier tier() {
		return SignalTier.JDK;
	}

	@Override
	public SignalRegistration register(PosixSignal signal, SignalListener listener) {
		Object handler = this.signals.handler(() -> listener.onSignal(new SignalEvent(signal, System.nanoTime())));
		try {
			Object previous = this.signals.install(signal, handler);
			// HotSpot installs nothing over an inherited SIG_IGN of HUP, INT and TERM,
			// and says so only through what it returns (JVM_RegisterSignal).
			return this.signals.isIgnore(previous) ? new UntakenSignal(signal, Disposition.IGNORED)
					: new TakenSignal(this.signals, signal, handler, previous, new AtomicBoolean());
		}
		catch (IllegalArgumentException ex) {
			// "Signal already used by VM or OS": -Xrs.
			return new UntakenSignal(signal, Disposition.REFUSED);
		}
	}

	/**
	 * {@link SignalRegistration} of a signal that now comes to us.
	 *
	 * @param signals the API
	 * @param signal the signal
	 * @param handler our handler
	 * @param previous the handler that was there before
	 * @param closed whether the signal was given back
	 */
	private record TakenSignal(SunMiscSignals signals, PosixSignal signal, Object handler, Object previous,
			AtomicBoolean closed) implements SignalRegistration {

		@Override
		public Disposition disposition() {
			return Disposition.INSTALLED;
		}

		@Override
		public void close() {
			if (!this.closed.compareAndSet(false, true)) {
				return;
			}
			Object current = this.signals.install(this.signal, this.previous);
			if (current != this.handler) {
				// Somebody took the signal after us; it is theirs.
				this.signals.install(this.signal, current);
			}
		}

	}

}
