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
 * but the two counters of rounds are this thread's own. Nothing is allocated here.
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

	SignalReader(WakeUp wakeUp, SignalPage page, Hearer hearer) {
		this.wakeUp = wakeUp;
		this.page = page;
		this.ring = page.ring();
		this.hearer = hearer;
	}

	void start() {
		SignalThreads.daemon("reader", this::run).start();
	}

	private void run() {
		this.thread = Thread.currentThread();
		int failures = 0;
		while (failures < MOST_FAILURES) {
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

	// A round that fails, for instance because there is no memory, is done again.
	private boolean turn() {
		try {
			if (!this.failed && !this.wakeUp.await()) {
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
		this.hearer.alert(pending);
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

	/**
	 * Whom the reader tells. Called by the reader only.
	 */
	interface Hearer {

		/**
		 * Signals are about to be told; nothing may be allocated here.
		 * @param pending bit n-1 for signal n
		 */
		void alert(long pending);

		/**
		 * Whether a signal cannot wait for its details.
		 * @param signal its number
		 * @return {@code true} for terminations
		 */
		boolean isUrgent(int signal);

		/**
		 * A signal came.
		 * @param detail what is known of it, valid during the call
		 */
		void hear(SignalDetail detail);

		/**
		 * A signal came that nobody will hear of any more, because the reader ends.
		 * @param signal its number
		 */
		void abandon(int signal);

		/**
		 * All that was pending has been heard.
		 */
		void flush();

	}

}
