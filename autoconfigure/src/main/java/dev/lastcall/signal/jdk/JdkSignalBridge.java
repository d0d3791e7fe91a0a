package dev.lastcall.signal.jdk;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import dev.lastcall.signal.HookSignalBridge;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalEvent;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalListener;
import dev.lastcall.signal.SignalRegistration;
import dev.lastcall.signal.SignalRegistration.Disposition;
import dev.lastcall.signal.SignalTier;
import dev.lastcall.signal.UntakenSignal;

/**
 * {@link SignalBridge} over {@code sun.misc.Signal}. HotSpot hands each signal to a new
 * thread of its own, named {@code SIGTERM handler}, so a listener is never called in
 * signal context.
 */
public final class JdkSignalBridge implements SignalBridge {

	private final SunMiscSignals signals;

	private final BooleanSupplier passesOn;

	JdkSignalBridge(SunMiscSignals signals, BooleanSupplier passesOn) {
		this.signals = signals;
		this.passesOn = passesOn;
	}

	/**
	 * Creates the bridge.
	 * @param passesOn asked for each signal that arrives; answers {@code true} if it is
	 * to be given to whoever had the signal before
	 * @return the bridge, or that of {@link SignalTier#HOOK} if this run-time image lacks
	 * the module {@code jdk.unsupported}
	 */
	public static SignalBridge create(BooleanSupplier passesOn) {
		try {
			return new JdkSignalBridge(new SunMiscSignals(), passesOn);
		}
		catch (ReflectiveOperationException ex) {
			return new HookSignalBridge("this run-time image lacks the module 'jdk.unsupported'");
		}
	}

	@Override
	public SignalTier tier() {
		return SignalTier.JDK;
	}

	@Override
	public SignalRegistration register(PosixSignal signal, SignalLane lane, SignalListener listener) {
		AtomicReference<@Nullable Object> previous = new AtomicReference<>();
		Object handler = this.signals.handler(() -> hear(signal, listener, previous.get()));
		try {
			Object present = this.signals.install(signal, handler);
			previous.set(present);
			// HotSpot installs nothing over an inherited SIG_IGN of HUP, INT and TERM,
			// and says so only through what it returns (JVM_RegisterSignal).
			return this.signals.isIgnore(present) ? new UntakenSignal(signal, Disposition.IGNORED)
					: new TakenSignal(this.signals, signal, handler, present, new AtomicBoolean());
		}
		catch (IllegalArgumentException ex) {
			// "Signal already used by VM or OS": -Xrs, SIGQUIT, and real-time signals.
			return new UntakenSignal(signal, Disposition.REFUSED);
		}
	}

	/**
	 * Puts a handler that the JVM has forgotten back in its place, and takes the signal
	 * with it from native code, which must install its handler again.
	 * @param registration what {@link #register} returned
	 */
	public static void renew(SignalRegistration registration) {
		if (registration instanceof TakenSignal taken && !taken.closed().get()) {
			taken.signals().install(taken.signal(), taken.handler());
		}
	}

	private void hear(PosixSignal signal, SignalListener listener, @Nullable Object previous) {
		if (previous != null && this.passesOn.getAsBoolean()) {
			this.signals.call(previous, signal);
		}
		else {
			listener.onSignal(SignalEvent.of(signal, System.nanoTime()));
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
				giveTo(current);
			}
		}

		// The JVM forgets a handler that was taken from native code and given back to it.
		// What it returns then stands for nobody, and cannot be installed.
		private void giveTo(Object current) {
			try {
				this.signals.install(this.signal, current);
			}
			catch (IllegalArgumentException ex) {
				this.signals.install(this.signal, this.previous);
			}
		}

	}

}
