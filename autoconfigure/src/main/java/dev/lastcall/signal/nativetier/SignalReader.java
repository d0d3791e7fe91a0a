package dev.lastcall.signal.nativetier;

import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.stub.SignalDetail;
import dev.lastcall.signal.stub.SignalPage;
import dev.lastcall.signal.stub.SignalRing;

/**
 * The thread {@code lastcall-signal-reader}: waits for the stub's wake-up and hands every
 * signal on exactly once, with its details where the ring had room for them. All fields
 * but the volatile ones are this thread's own. Nothing is allocated here.
 * <p>
 * The stub publishes a signal's slot (or counts it as dropped) before it counts the
 * signal. So once the ring has been emptied after a count was read, whatever of that
 * count was not found in the ring has been dropped, and is handed on without details.
 */
final class SignalReader {

	/**
	 * How often in a row the wait may fail before the reader gives up: an interrupted
	 * system call is no reason, a closed file is.
	 */
	private static final int MOST_FAILURES = 100;

	private static final long PAUSE_NANOS = 1_000_000;

	private static final int LAST_LOOKS = 10;

	/**
	 * For how long the reader looks before it rests, because a thread may still be in the
	 * stub: a second in all.
	 */
	private static final int LOOKS_BEFORE_REST = 100;

	private static final long REST_PAUSE_NANOS = 10_000_000;

	/**
	 * For how long a termination may have waited to be believed: a minute, which is more
	 * than the pause of any collector.
	 */
	private static final long LONGEST_BACKLOG = 60_000_000_000L;

	private final WakeUp wakeUp;

	private final SignalPage page;

	private final SignalRing ring;

	private final Hearer hearer;

	private final SignalDetail detail = new SignalDetail();

	private final long[] counted = new long[PosixSignal.MAXIMUM + 1];

	private final long[] told = new long[PosixSignal.MAXIMUM + 1];

	// Told before their details could be read, which are then to be skipped.
	private final long[] early = new long[PosixSignal.MAXIMUM + 1];

	private long carried;

	// Whether the round is to be done again.
	private boolean failed;

	private volatile @Nullable Thread thread;

	private volatile long roundsBegun;

	private volatile long roundsEnded;

	private volatile boolean dead;

	private volatile boolean resting;

	SignalReader(WakeUp wakeUp, SignalPage page, Hearer hearer) {
		this.wakeUp = wakeUp;
		this.page = page;
		this.ring = page.ring();
		this.hearer = hearer;
	}

	synchronized void start() {
		this.resting = false;
		if (this.thread == null) {
			Thread thread = SignalThreads.daemon("reader", this::run);
			this.thread = thread;
			thread.start();
		}
	}

	// The thread ends soon, unless it is started again before.
	void rest() {
		this.resting = true;
		this.wakeUp.wake();
	}

	private void run() {
		int failures = 0;
		while (failures < MOST_FAILURES) {
			if (this.resting && rests()) {
				return;
			}
			if (turn()) {
				failures = 0;
			}
			else {
				failures++;
				LockSupport.parkNanos(PAUSE_NANOS);
			}
		}
		end();
	}

	private boolean rests() {
		for (int i = 0; i < LOOKS_BEFORE_REST && this.resting; i++) {
			LockSupport.parkNanos(REST_PAUSE_NANOS);
			turn();
		}
		synchronized (this) {
			this.thread = this.resting ? null : this.thread;
			return this.thread == null;
		}
	}

	// A round that fails, for instance because there is no memory, is done again.
	private boolean turn() {
		try {
			if (!this.failed && !this.resting && !this.wakeUp.await()) {
				return false;
			}
			this.failed = true;
			round();
			this.failed = false;
			return true;
		}
		catch (Throwable ex) {
			return false;
		}
	}

	// Without a reader every signal is the JVM's again, also those that came too late to
	// be heard: while a thread may still be in the stub, they are looked for.
	private void end() {
		this.dead = true;
		this.page.passAll();
		for (int i = 0; i < LAST_LOOKS; i++) {
			for (int signal = 1; signal <= PosixSignal.MAXIMUM; signal++) {
				if (this.page.count(signal) > this.told[signal]) {
					this.told[signal] = this.page.count(signal);
					this.hearer.abandon(signal);
				}
			}
			LockSupport.parkNanos(PAUSE_NANOS);
		}
	}

	private void round() {
		long round = this.roundsEnded + 1;
		this.roundsBegun = round;
		// In the reverse order of the stub: what has arrived is pending.
		long arrived = this.page.arrived();
		long pending = this.page.takePending() | this.carried;
		this.carried = pending;
		this.hearer.alert(pending, arrival());
		for (long rest = pending; rest != 0; rest &= rest - 1) {
			int signal = Long.numberOfTrailingZeros(rest) + 1;
			this.counted[signal] = this.page.count(signal);
		}
		tellWithDetails();
		tellWithoutDetails(pending);
		this.hearer.flush();
		this.page.acknowledge(arrived);
		this.roundsEnded = round;
	}

	// A JVM whose clock is not that of the stub would give any number.
	private long arrival() {
		long now = System.nanoTime();
		long backlog = this.page.backlog(now);
		return (backlog > 0 && backlog < LONGEST_BACKLOG) ? now - backlog : now;
	}

	private void tellWithDetails() {
		while (this.ring.hasNext()) {
			this.ring.take(this.detail);
			int signal = this.detail.signal();
			if (this.early[signal] > 0) {
				this.early[signal]--;
			}
			else {
				this.told[signal]++;
				this.hearer.hear(this.detail);
			}
		}
	}

	// A slot that is still being written hides the details behind it. A termination is
	// told at once all the same; the others wait, and the thread that writes the slot
	// will wake us when it is done.
	private void tellWithoutDetails(long pending) {
		boolean emptied = this.ring.depth() == 0;
		this.carried = 0;
		for (long rest = pending; rest != 0; rest &= rest - 1) {
			int signal = Long.numberOfTrailingZeros(rest) + 1;
			long missing = this.counted[signal] - this.told[signal];
			if (missing > 0 && (emptied || this.hearer.isUrgent(signal))) {
				this.told[signal] += missing;
				this.early[signal] += emptied ? 0 : missing;
				this.detail.setUnknown(signal, missing, System.nanoTime());
				this.hearer.hear(this.detail);
			}
			else if (missing > 0) {
				this.carried |= 1L << (signal - 1);
			}
		}
		if (emptied) {
			for (int signal = 1; signal < this.early.length; signal++) {
				this.early[signal] = 0;
			}
		}
	}

	/**
	 * Waits until every signal that was recorded before this call has been handed on. The
	 * reader itself need not wait.
	 * @param nanos for how long at most
	 */
	void awaitRound(long nanos) {
		if (Thread.currentThread() == this.thread) {
			return;
		}
		long begun = this.roundsBegun;
		long start = System.nanoTime();
		this.wakeUp.wake();
		while (this.roundsEnded <= begun && !this.dead && System.nanoTime() - start < nanos) {
			LockSupport.parkNanos(PAUSE_NANOS / 10);
		}
	}

	boolean isDead() {
		return this.dead;
	}

}
