package dev.lastcall.signal.nativetier;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

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

	private final BlockingQueue<SignalEvent> queue = new LinkedBlockingQueue<>(CAPACITY);

	private final AtomicLong overflowed = new AtomicLong();

	private final Consumer<SignalEvent> action;

	LaneThread(String role, Consumer<SignalEvent> action) {
		this.action = action;
		SignalThreads.daemon(role, this::run).start();
	}

	void offer(SignalEvent event) {
		if (!this.queue.offer(event)) {
			this.overflowed.addAndGet(event.count());
		}
	}

	long overflowed() {
		return this.overflowed.get();
	}

	private void run() {
		while (true) {
			try {
				this.action.accept(this.queue.take());
			}
			catch (Throwable ex) {
				// An interrupt means nothing here, and a listener's failure has been
				// told.
			}
		}
	}

}
