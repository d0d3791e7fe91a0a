package dev.lastcall.signal.nativetier;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalEvent;

/**
 * The thread that calls the listeners of a lane, one event after the other, so that a
 * slow listener holds up only its own lane. Thread-safe.
 */
final class LaneThread {

	/**
	 * How many events may wait. Enough for every real-time signal that the kernel itself
	 * queues for a user by default (RLIMIT_SIGPENDING is a few ten thousand).
	 */
	private static final int CAPACITY = 65_536;

	private static final SignalEvent REST = SignalEvent.of(PosixSignal.HUP, 0);

	private final BlockingQueue<SignalEvent> queue = new LinkedBlockingQueue<>(CAPACITY);

	private final AtomicLong overflowed = new AtomicLong();

	private final String role;

	private final Consumer<SignalEvent> action;

	// Guarded by this object's lock.
	private boolean wanted;

	private boolean running;

	LaneThread(String role, Consumer<SignalEvent> action) {
		this.role = role;
		this.action = action;
		start();
	}

	synchronized void start() {
		this.wanted = true;
		if (!this.running) {
			this.running = true;
			SignalThreads.daemon(this.role, this::run).start();
		}
	}

	// The thread ends after what waits now.
	synchronized void rest() {
		this.wanted = false;
		this.queue.offer(REST);
	}

	private synchronized boolean ends() {
		this.running = this.wanted;
		return !this.running;
	}

	void offer(SignalEvent event) {
		if (!this.queue.offer(event)) {
			this.overflowed.addAndGet(event.count());
		}
	}

	long overflowed() {
		return this.overflowed.get();
	}

	@SuppressWarnings("ReferenceEquality")
	private void run() {
		while (true) {
			try {
				SignalEvent event = this.queue.take();
				if (event != REST) {
					this.action.accept(event);
				}
				else if (ends()) {
					return;
				}
			}
			catch (Throwable ex) {
				// An interrupt means nothing here, and a listener's failure has been
				// told.
			}
		}
	}

}
