package dev.lastcall.signal.handover;

import org.jspecify.annotations.Nullable;

import dev.lastcall.signal.nativetier.NativeSignalBridge;
import dev.lastcall.signal.nativetier.NativeUnavailableException;

/**
 * The native tier while there is no registration. Used by one thread at a time.
 */
final class RestingTier {

	private @Nullable NativeSignalBridge bridge;

	void rest(NativeSignalBridge bridge) {
		this.bridge = bridge;
		bridge.rest();
	}

	/**
	 * Wakes the tier that rests.
	 * @param tier how to set one up
	 * @return the tier that rested, or a new one if none did
	 * @throws NativeUnavailableException if it does not work here
	 */
	NativeSignalBridge wake(NativeTier tier) throws NativeUnavailableException {
		NativeSignalBridge bridge = this.bridge;
		if (bridge == null || bridge.isDead()) {
			return tier.create();
		}
		bridge.resume();
		return bridge;
	}

}
