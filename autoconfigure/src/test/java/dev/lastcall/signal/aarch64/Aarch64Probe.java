package dev.lastcall.signal.aarch64;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalEvent;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.handover.TieredSignalBridge;
import dev.lastcall.signal.libc.Libc;
import dev.lastcall.signal.libc.LibcSignals;
import dev.lastcall.signal.nativetier.NativeSettings;
import dev.lastcall.signal.nativetier.NativeSignalBridge;
import dev.lastcall.signal.stub.Architecture;

/**
 * Main class of a process that hears signals and says so, on whatever architecture.
 */
public final class Aarch64Probe {

	private static final PosixSignal REAL_TIME = PosixSignal.numbered(35);

	private static final int PER_THREAD = 2_000;

	private Aarch64Probe() {
	}

	public static void main(String[] arguments) throws Exception {
		boolean hang = arguments.length > 0;
		boolean deadline = hang && arguments[0].equals("deadline");
		TieredSignalBridge bridge = TieredSignalBridge.onJdk();
		CountDownLatch left = new CountDownLatch(1);
		bridge.register(PosixSignal.TERM, SignalLane.TERMINATION, (event) -> {
			say(event);
			if (hang) {
				sleep();
			}
			left.countDown();
		});
		bridge.register(PosixSignal.USR1, SignalLane.EVENT, Aarch64Probe::say);
		bridge.register(PosixSignal.QUIT, SignalLane.DUMP, Aarch64Probe::say);
		bridge.handOver(() -> NativeSignalBridge.create(new NativeSettings(true, false),
				(signal, failure) -> System.out.println("failed " + failure)));
		if (deadline) {
			bridge.deadline().grant(500_000_000, 77);
		}
		System.out.println("%s %s %s".formatted(System.getProperty("os.arch"), bridge.tier(), bridge.obstacle()));
		storm(bridge);
		System.out.println("ready");
		left.await();
		System.exit(0);
	}

	// From two threads at once, so that two are in the stub at once.
	private static void storm(TieredSignalBridge bridge) throws Exception {
		AtomicLong heard = new AtomicLong();
		bridge.register(REAL_TIME, SignalLane.EVENT, (event) -> heard.addAndGet(event.count()));
		Architecture architecture = Architecture.of(System.getProperty("os.name"), System.getProperty("os.arch"))
			.orElseThrow();
		LibcSignals signals = new LibcSignals(new Libc(), architecture.readBackCall());
		Runnable sender = () -> {
			for (int i = 0; i < PER_THREAD; i++) {
				signals.raise(REAL_TIME.number());
			}
		};
		Thread other = new Thread(sender, "sender");
		other.start();
		sender.run();
		other.join();
		NativeSignalBridge upper = bridge.upper().orElseThrow();
		for (int i = 0; i < 100 && heard.get() < 2 * PER_THREAD; i++) {
			Thread.sleep(100);
		}
		System.out.println(
				"sent %d counted %d heard %d".formatted(2 * PER_THREAD, upper.count(REAL_TIME.number()), heard.get()));
	}

	private static void say(SignalEvent event) {
		System.out.println("%s from %s".formatted(event.signal(),
				event.sender().map((sender) -> "user " + sender.uid()).orElse("nobody")));
	}

	private static void sleep() {
		try {
			Thread.sleep(60_000);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
