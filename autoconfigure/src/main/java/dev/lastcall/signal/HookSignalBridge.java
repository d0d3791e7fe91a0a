package dev.lastcall.signal;

/**
 * {@link SignalBridge} that takes no signal.
 */
final class HookSignalBridge implements SignalBridge {

	@Override
	public SignalTier tier() {
		return SignalTier.HOOK;
	}

	@Override
	public SignalRegistration register(PosixSignal signal, SignalListener listener) {
		return new UntakenSignal(signal, SignalRegistration.Disposition.REFUSED);
	}

}
