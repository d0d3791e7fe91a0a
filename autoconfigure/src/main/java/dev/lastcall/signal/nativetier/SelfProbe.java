package dev.lastcall.signal.nativetier;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalRegistration;
import dev.lastcall.signal.SignalRegistration.Disposition;
import dev.lastcall.signal.libc.LibcSignals;
import dev.lastcall.signal.libc.SignalAction;

/**
 * Sends a signal through the native tier before anything depends on it: a real-time
 * signal that nobody uses, from the calling thread to itself, so that it cannot stay
 * pending anywhere.
 */
final class SelfProbe {

	/**
	 * From the last real-time signal that HotSpot leaves alone downwards, because
	 * programs count from the first one up.
	 */
	private static final int LAST = 61;

	private static final int FIRST = 50;

	/**
	 * How long the reader may need: microseconds, but a machine may be overloaded.
	 */
	private static final long PATIENCE_SECONDS = 5;

	private SelfProbe() {
	}

	static void run(NativeSignalBridge bridge, LibcSignals signals)
			throws NativeUnavailableException, InterruptedException {
		for (int number = LAST; number >= FIRST; number--) {
			if (bridge.handlers().action(number).handler() == SignalAction.DEFAULT && !signals.isBlocked(number)) {
				run(bridge, signals, PosixSignal.numbered(number));
				return;
			}
		}
		throw new NativeUnavailableException("no real-time signal is free to try it with", null);
	}

	private static void run(NativeSignalBridge bridge, LibcSignals signals, PosixSignal signal)
			throws NativeUnavailableException, InterruptedException {
		CountDownLatch heard = new CountDownLatch(1);
		try (SignalRegistration registration = bridge.register(signal, SignalLane.EVENT,
				(event) -> heard.countDown())) {
			if (registration.disposition() != Disposition.INSTALLED) {
				throw new NativeUnavailableException("a handler that was installed does not stay installed", null);
			}
			signals.raise(signal.number());
			if (!heard.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
				throw new NativeUnavailableException(
						"%s, which was sent to try it, did not arrive within %d s".formatted(signal, PATIENCE_SECONDS),
						null);
			}
		}
	}

}
