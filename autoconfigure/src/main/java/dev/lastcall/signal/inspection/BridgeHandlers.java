package dev.lastcall.signal.inspection;

import java.util.Optional;

import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalRegistration.Disposition;
import dev.lastcall.signal.diagnosis.HandlerTable;
import dev.lastcall.signal.diagnosis.HandlerTable.Handler;
import dev.lastcall.signal.handover.TieredSignalBridge;
import dev.lastcall.signal.libc.SignalAction;
import dev.lastcall.signal.nativetier.NativeSignalBridge;

/**
 * {@link HandlerTable} of the signals that a bridge has installed. Before the native tier
 * is there, and where it is not, handlers cannot be read. Thread-safe.
 */
final class BridgeHandlers implements HandlerTable {

	private final SignalBridge bridge;

	BridgeHandlers(SignalBridge bridge) {
		this.bridge = bridge;
	}

	// A signal that was never ours cannot have been taken from us.
	@Override
	public Optional<Handler> handler(int signal) {
		boolean installed = this.bridge.registrations()
			.stream()
			.anyMatch((registration) -> registration.signal().number() == signal
					&& registration.disposition() == Disposition.INSTALLED);
		return installed ? upper().map((upper) -> handler(upper.handlers().action(signal))) : Optional.empty();
	}

	@Override
	public boolean isOurs(long address) {
		return upper().filter((upper) -> upper.handlers().isStub(address)).isPresent();
	}

	Optional<NativeSignalBridge> upper() {
		return (this.bridge instanceof TieredSignalBridge tiered) ? tiered.upper() : Optional.empty();
	}

	private static Handler handler(SignalAction action) {
		return new Handler(action.handler(), action.flags());
	}

}
