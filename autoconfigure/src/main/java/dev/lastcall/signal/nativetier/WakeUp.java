package dev.lastcall.signal.nativetier;

import java.util.concurrent.locks.LockSupport;

import dev.lastcall.signal.libc.Libc;
import dev.lastcall.signal.stub.SignalPage;

/**
 * How the reader waits for the stub. Only {@link #await} is the reader's; the rest may be
 * called by anybody. Nothing is allocated here.
 */
final class WakeUp {

	/**
	 * How often the reader looks while the JVM exits: often enough for a second signal of
	 * a human, seldom enough to cost nothing for as long as an exit takes.
	 */
	private static final long POLL_NANOS = 5_000_000;

	private final Libc libc;

	private final SignalPage page;

	private volatile boolean polling;

	WakeUp(Libc libc, SignalPage page) {
		this.libc = libc;
		this.page = page;
	}

	// False if the wait itself failed.
	boolean await() {
		if (this.polling) {
			LockSupport.parkNanos(POLL_NANOS);
			return true;
		}
		return this.libc.read(this.page.descriptor(), this.page.buffer(), Long.BYTES) == Long.BYTES;
	}

	void wake() {
		this.libc.write(this.page.descriptor(), this.page.one(), Long.BYTES);
	}

	// From now on the reader does not wait in native code.
	void poll() {
		this.polling = true;
		wake();
	}

}
