package dev.lastcall.signal.deadline;

import dev.lastcall.signal.ProcessDeadline;
import dev.lastcall.signal.libc.Libc;
import dev.lastcall.signal.libc.LibcSignals;
import dev.lastcall.signal.stub.Architecture;
import dev.lastcall.signal.stub.DeadlineWords;
import dev.lastcall.signal.stub.Stub;

/**
 * {@link ProcessDeadline} of the native tier: a timer sends a signal to the process, and
 * the stub answers it with {@code exit_group}, on whatever thread, without the JVM.
 * Thread-safe; this object's lock guards all fields and is held for a few system calls.
 * <p>
 * Step by step: when a signal that terminates arrives, the stub itself sets the timer for
 * the budget that was granted; otherwise Java does, when a termination begins in another
 * way or gets an earlier deadline. The timer ticks every 50 ms, the fourth time 50 ms
 * after the deadline, and at that tick the stub exits. While the process is stopped,
 * ticks become one, which is delivered when it continues; so a process that continues
 * after its deadline has two more intervals at least, which is the time that the halt
 * guard gives to the last words. The stub counts only signals that come from a timer and
 * bear the address of our page, which neither {@code kill(2)} nor the timers of others
 * do. A timer belongs to the process: its children have none. Where every thread blocks
 * the signal, nothing happens, and the halt guard remains.
 */
public final class KernelDeadline implements ProcessDeadline {

	/**
	 * How many ticks a process must live to see.
	 */
	private static final int TICKS = 4;

	private static final long INTERVAL_NANOS = 50_000_000;

	/**
	 * How long after the deadline, so that {@code Runtime.halt} comes first, which needs
	 * 9 to 17 ms where no thread is in native code.
	 */
	private static final long GRACE_NANOS = 50_000_000;

	/**
	 * From the deadline to the first tick, so before it.
	 */
	private static final long FIRST_TICK_NANOS = GRACE_NANOS - (TICKS - 1) * INTERVAL_NANOS;

	/**
	 * A day.
	 */
	private static final long FAR_NANOS = 86_400_000_000_000L;

	private static final long NEVER = Long.MAX_VALUE;

	private final DeadlineWords words;

	private final TickingTimer timer;

	// What the next termination is granted.
	private long budget = NEVER;

	private boolean armed;

	private long end;

	/**
	 * Creates the deadline, which cannot be armed yet.
	 * @param architecture the architecture of this JVM
	 * @param libc the C library
	 * @param signals its signals
	 * @param page the address of the stub's data
	 * @param stub the stub, whose handler for the deadline is used
	 */
	public KernelDeadline(Architecture architecture, Libc libc, LibcSignals signals, long page, Stub stub) {
		this.words = new DeadlineWords(libc, page);
		this.timer = new TickingTimer(architecture, libc, signals, this.words, stub);
	}

	/**
	 * Looks for a signal that nobody uses, and tries with it that ticks arrive. From then
	 * on this can be armed, unless there is an {@link #obstacle()}.
	 */
	public synchronized void open() {
		this.words.disarm();
		this.timer.open();
		// Once, so that later everything is there that a first call needs memory for.
		arm(System.nanoTime() + FAR_NANOS, 0);
		disarm();
	}

	@Override
	public synchronized void grant(long budget, int code) {
		noticeBegun();
		boolean begins = this.budget != NEVER && !this.words.withdraw();
		if (this.armed || begins || !this.timer.isOurs()) {
			return;
		}
		this.budget = budget;
		if (budget != NEVER) {
			this.words.grant(this.timer.id(), Math.max(1, budget + FIRST_TICK_NANOS), INTERVAL_NANOS, TICKS, code);
		}
	}

	// A termination has come and the stub has set the timer. Between the two there is a
	// moment in which nothing is to be seen yet.
	private void noticeBegun() {
		if (this.budget != NEVER && this.words.begun() != 0) {
			this.armed = true;
			this.end = this.words.begun() + this.budget;
			this.budget = NEVER;
		}
	}

	@Override
	public synchronized boolean arm(long end, int code) {
		if (!this.timer.isOurs()) {
			return false;
		}
		noticeBegun();
		if (this.armed && this.end - end <= 0) {
			return true;
		}
		// From now on the stub does not set the timer. If it is just about to, its time
		// may replace this one; the halt guard has this one too.
		this.words.withdraw();
		this.budget = NEVER;
		this.armed = true;
		this.end = end;
		// The ticks first, so that none of the new ones is missed. One of the old ones
		// may be counted in between, and the process then ends an interval earlier, which
		// is not before its deadline.
		this.words.arm(TICKS, code);
		long first = Math.max(1, end - System.nanoTime() + FIRST_TICK_NANOS);
		return this.timer.set(this.words.time(first, INTERVAL_NANOS));
	}

	@Override
	public synchronized void disarm() {
		this.words.withdraw();
		this.words.disarm();
		this.budget = NEVER;
		this.armed = false;
		this.timer.set(this.words.time(0, 0));
	}

	/**
	 * Gives the signal back, unless this is armed.
	 */
	public synchronized void rest() {
		noticeBegun();
		if (!this.armed) {
			disarm();
			this.timer.close();
		}
	}

	/**
	 * Why this cannot be armed.
	 * @return a clause, or an empty string if it can
	 */
	public synchronized String obstacle() {
		return this.timer.obstacle();
	}

}
