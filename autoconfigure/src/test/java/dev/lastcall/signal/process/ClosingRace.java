package dev.lastcall.signal.process;

import java.util.concurrent.atomic.AtomicLong;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalRegistration;

/**
 * Signals that arrive while their registration is being closed: each must be handled by
 * the listener or by whom the signal belonged before, and by no two.
 */
final class ClosingRace {

	private static final long PATIENCE_NANOS = 10_000_000_000L;

	private ClosingRace() {
	}

	static String run(SignalBridge bridge, String lane, int rounds) throws Exception {
		AtomicLong ours = new AtomicLong();
		AtomicLong theirs = new AtomicLong();
		JdkHandlers.take("HUP", theirs::incrementAndGet);
		long self = ProcessHandle.current().pid();
		for (int round = 1; round <= rounds; round++) {
			SignalRegistration registration = bridge.register(PosixSignal.HUP, SignalLane.valueOf(lane),
					(event) -> ours.addAndGet(event.count()));
			int delay = round % 64;
			Thread sender = new Thread(() -> {
				spin(delay * 40);
				KernelSignals.kill(self, PosixSignal.HUP.number());
			});
			sender.start();
			spin((64 - delay) * 40);
			registration.close();
			sender.join();
			if (!settles(ours, theirs, round)) {
				return "round %d: ours %d, theirs %d".formatted(round, ours.get(), theirs.get());
			}
		}
		return "even %d %d".formatted(ours.get(), theirs.get());
	}

	private static boolean settles(AtomicLong ours, AtomicLong theirs, long expected) {
		long start = System.nanoTime();
		while (ours.get() + theirs.get() < expected) {
			if (System.nanoTime() - start > PATIENCE_NANOS) {
				return false;
			}
			Thread.yield();
		}
		return ours.get() + theirs.get() == expected;
	}

	private static void spin(int times) {
		for (int i = 0; i < times; i++) {
			Thread.onSpinWait();
		}
	}

}
