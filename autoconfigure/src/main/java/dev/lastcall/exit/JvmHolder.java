package dev.lastcall.exit;

import java.util.concurrent.CountDownLatch;

import dev.lastcall.drain.Threads;

/**
 * Keeps the JVM alive from the first signal on. The application's last non-daemon thread
 * often ends with its context, and the JVM would then end by itself, with the exit code
 * 0, before it is told the right one. Thread-safe.
 */
final class JvmHolder {

	private final CountDownLatch released = new CountDownLatch(1);

	void hold() {
		try {
			Threads.nonDaemon("jvm-holder", this::await).start();
		}
		catch (OutOfMemoryError ex) {
			// Without a thread only the exit code is at stake.
			release();
		}
	}

	private void await() {
		try {
			this.released.await();
		}
		catch (InterruptedException ex) {
			// Nobody knows this thread; who interrupts it wants it to end.
			Thread.currentThread().interrupt();
		}
	}

	void release() {
		this.released.countDown();
	}

}
