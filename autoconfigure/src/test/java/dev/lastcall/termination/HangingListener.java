package dev.lastcall.termination;

import java.util.concurrent.CountDownLatch;

import dev.lastcall.test.EventRecord;

/**
 * {@link TerminationListener} that hangs until it is released.
 */
final class HangingListener implements TerminationListener {

	private final CountDownLatch busy = new CountDownLatch(1);

	private final CountDownLatch released = new CountDownLatch(1);

	private volatile boolean hangs = true;

	private final EventRecord heard = new EventRecord();

	@Override
	public void onEvent(TerminationEvent event) {
		this.busy.countDown();
		try {
			(this.hangs ? this.released : this.busy).await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.heard.onEvent(event);
	}

	EventRecord heard() {
		return this.heard;
	}

	void hangNoMore() {
		this.hangs = false;
	}

	void awaitBusy() throws InterruptedException {
		this.busy.await();
	}

	void release() {
		this.released.countDown();
	}

}
