package dev.lastcall.signal;

/**
 * {@link SignalBridge} that leaves every signal to the JVM.
 */
public final class HookSignalBridge implements SignalBridge {

	@Override
	public SignalTier tier() {
		return SignalTier.HOOK;
	}

	@Override
	public SignalRegistration register(PosixSignal signal, SignalLane lane, SignalListener listener) {
		return new UntakenSignal(signal, SignalRegistration.Disposition.REFUSED);
	}

}
