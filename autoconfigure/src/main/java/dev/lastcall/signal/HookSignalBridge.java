package dev.lastcall.signal;

/**
 * {@link SignalBridge} that leaves every signal to the JVM.
 *
 * @param obstacle why it does, as a clause
 */
public record HookSignalBridge(String obstacle) implements SignalBridge {

	@Override
	public SignalTier tier() {
		return SignalTier.HOOK;
	}

	@Override
	public SignalRegistration register(PosixSignal signal, SignalLane lane, SignalListener listener) {
		return new UntakenSignal(signal, SignalRegistration.Disposition.REFUSED);
	}

}
