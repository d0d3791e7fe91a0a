package dev.lastcall.signal.nativetier;

import java.util.Optional;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalRegistration.Disposition;
import dev.lastcall.signal.libc.SignalAction;
import dev.lastcall.signal.stub.SignalPage;

/**
 * What the application wants of the native tier.
 *
 * @param jvmDump whether HotSpot writes its thread dump to the standard output on SIGQUIT
 * @param overrideIgnored whether signals are taken that this process was started to
 * ignore
 */
public record NativeSettings(boolean jvmDump, boolean overrideIgnored) {

	/**
	 * Why a signal should not be taken.
	 * @param signal the signal
	 * @param present what the kernel would do with it now
	 * @return the reason, or empty if it may be taken
	 */
	Optional<Disposition> obstacle(PosixSignal signal, SignalAction present) {
		if (present.handler() == SignalAction.IGNORE && !this.overrideIgnored) {
			return Optional.of(Disposition.IGNORED);
		}
		// HotSpot installs handlers for these, unless it is started with -Xrs.
		boolean ofTheJvm = signal.number() <= PosixSignal.QUIT.number() || signal.number() == PosixSignal.TERM.number();
		return (ofTheJvm && present.handler() == SignalAction.DEFAULT) ? Optional.of(Disposition.REFUSED)
				: Optional.empty();
	}

	long flags(PosixSignal signal, SignalLane lane, SignalAction previous) {
		long flags = isChained(signal, lane) ? SignalPage.CHAIN : 0;
		return (lane == SignalLane.TERMINATION && previous.isCode()) ? flags | SignalPage.TERMINATES : flags;
	}

	// Whether the JVM hears of the signal from the stub.
	boolean isChained(PosixSignal signal, SignalLane lane) {
		return signal.number() == PosixSignal.QUIT.number() && lane == SignalLane.DUMP && this.jvmDump;
	}

}
