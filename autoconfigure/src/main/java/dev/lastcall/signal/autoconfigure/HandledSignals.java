package dev.lastcall.signal.autoconfigure;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import dev.lastcall.drain.InvalidSettingException;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.ReservedSignals;
import dev.lastcall.signal.SignalPurpose;
import dev.lastcall.signal.context.SignalHandler;

/**
 * The signals that beans of the application handle.
 */
final class HandledSignals {

	private HandledSignals() {
	}

	/**
	 * Checks that every handler may have its signal for itself.
	 * @param handlers the handlers
	 * @param purposes what signals are for by property
	 * @param reserved the signals that must not be taken
	 * @throws InvalidSettingException if a signal must not be taken, or does something
	 * already
	 */
	static void check(Collection<SignalHandler> handlers, Map<PosixSignal, SignalPurpose> purposes,
			ReservedSignals reserved) {
		Map<PosixSignal, SignalHandler> taken = new HashMap<>();
		for (SignalHandler handler : handlers) {
			PosixSignal signal = handler.signal();
			String name = handler.getClass().getName();
			reserved.reason(signal).ifPresent((reason) -> {
				throw new InvalidSettingException("The bean '%s' handles %s, which must not be taken, because %s."
					.formatted(name, signal, reason), "Handle HUP, USR1, WINCH, or one of RTMIN+1 to RTMIN+27.");
			});
			SignalPurpose purpose = purposes.get(signal);
			if (purpose != null) {
				throw new InvalidSettingException(
						"The bean '%s' handles %s, which is also in 'lastcall.signals.%s'.".formatted(name, signal,
								purpose.label()),
						"A signal can do one thing; remove it from the property, or the bean.");
			}
			SignalHandler other = taken.putIfAbsent(signal, handler);
			if (other != null) {
				throw new InvalidSettingException(
						"The beans '%s' and '%s' both handle %s.".formatted(other.getClass().getName(), name, signal),
						"A signal can do one thing; let one of them handle it and tell the other.");
			}
		}
	}

}
