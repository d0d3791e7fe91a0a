package dev.lastcall.signal.handover;

import dev.lastcall.signal.nativetier.NativeSignalBridge;
import dev.lastcall.signal.nativetier.NativeUnavailableException;

/**
 * Sets the native tier up.
 */
@FunctionalInterface
public interface NativeTier {

	/**
	 * Creates the bridge.
	 * @return the bridge
	 * @throws NativeUnavailableException if it does not work here
	 */
	NativeSignalBridge create() throws NativeUnavailableException;

}
