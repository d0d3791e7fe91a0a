package dev.lastcall.signal.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalEvent;
import dev.lastcall.signal.SignalListener;

/**
 * The listeners of a {@link BridgeProbe}.
 */
final class ProbeListeners {

	private final AtomicLongArray heard = new AtomicLongArray(PosixSignal.MAXIMUM + 1);

	private final AtomicLongArray told = new AtomicLongArray(PosixSignal.MAXIMUM + 1);

	private final AtomicLong alerts = new AtomicLong();

	private final CountDownLatch released = new CountDownLatch(1);

	private final SignalBridge bridge;

	ProbeListeners(SignalBridge bridge) {
		this.bridge = bridge;
	}

	/**
	 * How many signals the events stood for.
	 */
	long heard(int number) {
		return this.heard.get(number);
	}

	/**
	 * How many events there were.
	 */
	long told(int number) {
		return this.told.get(number);
	}

	long alerts() {
		return this.alerts.get();
	}

	String release() {
		this.released.countDown();
		return "released";
	}

	SignalListener of(String key, String behaviour) {
		return switch (behaviour) {
			case "count" -> this::count;
			case "print" -> (event) -> print(key, event);
			case "hang" -> (event) -> {
				print(key, event);
				block(new CountDownLatch(1));
			};
			case "block" -> (event) -> {
				print(key, event);
				block(this.released);
			};
			case "throw" -> (event) -> {
				print(key, event);
				throw new IllegalStateException("thrown by " + key);
			};
			case "exit" -> (event) -> {
				print(key, event);
				new Thread(() -> System.exit(128 + event.signal().number())).start();
			};
			case "halt" -> new Halting();
			case "deadline" -> new Arming(this.bridge);
			default -> throw new IllegalArgumentException(behaviour);
		};
	}

	private void count(SignalEvent event) {
		this.heard.addAndGet(event.signal().number(), event.count());
		this.told.incrementAndGet(event.signal().number());
	}

	private void print(String key, SignalEvent event) {
		count(event);
		BridgeProbe.say("heard %s %s x%d on '%s' from %s".formatted(key, event.signal(), event.count(),
				Thread.currentThread().getName(),
				event.sender().map((sender) -> sender.code() + " " + sender.describe()).orElse("unknown")));
	}

	// As a listener that waits for something that does not come, even when interrupted.
	private static void block(CountDownLatch latch) {
		while (true) {
			try {
				latch.await();
				return;
			}
			catch (InterruptedException ex) {
				// Once more.
			}
		}
	}

	/**
	 * Ends the process when it is alerted, without an allocation.
	 */
	private static final class Halting implements SignalListener {

		private volatile boolean alerted;

		Halting() {
			Thread thread = new Thread(() -> {
				while (!this.alerted) {
					Thread.onSpinWait();
				}
				Runtime.getRuntime().halt(77);
			}, "halting");
			// As in every application. It loads the classes that halt needs.
			Runtime.getRuntime().addShutdownHook(new Thread("hook"));
			thread.setDaemon(true);
			thread.start();
		}

		@Override
		public void onAlert(int number, long nanos) {
			this.alerted = true;
		}

		@Override
		public void onSignal(SignalEvent event) {
			// The alert has done it.
		}

	}

	/**
	 * Arms the kernel's deadline when it is alerted, without an allocation.
	 *
	 * @param bridge the bridge
	 */
	private record Arming(SignalBridge bridge) implements SignalListener {

		private static final long NANOS = 500_000_000;

		@Override
		public void onAlert(int number, long nanos) {
			this.bridge.deadline().arm(nanos + NANOS, 77);
		}

		@Override
		public void onSignal(SignalEvent event) {
			// The kernel will do it.
		}

	}

}
