package dev.lastcall.exit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Threads;
import dev.lastcall.drain.Ticker;
import dev.lastcall.signal.ProcessDeadline;

/**
 * The backstop: halts the process at its deadline, whatever else hangs. Its thread
 * {@code lastcall-halt-guard} is started with the application and, once armed, does
 * nothing but wait and halt: it allocates nothing, takes no lock that other code takes
 * and calls no code that could block. The last words before the end are spoken by a
 * second thread, {@code lastcall-last-words}, because logging may hang; the guard does
 * not wait for it, except for a moment if the process was stopped past its deadline. The
 * kernel keeps the same deadline, where it can: for when this thread does not get to run,
 * or the JVM does not exit at once.
 */
final class HaltGuard {

	/**
	 * How long before the deadline the last words begin: enough to write some hundred
	 * stack frames to a console, little against a budget of seconds.
	 */
	static final Duration LAST_WORDS_LEAD = Duration.ofMillis(150);

	private static final long LEAD_NANOS = LAST_WORDS_LEAD.toNanos();

	/**
	 * The most that a guard that comes too late waits for the last words. It was not run
	 * for so long because the process was stopped; little against that.
	 */
	private static final long LATE_NANOS = Duration.ofMillis(100).toNanos();

	private final Jvm jvm;

	private final Ticker ticker;

	private final Thread guard;

	private final Thread speaker;

	private final Runnable lastWords;

	// Written under this object's lock, in this order; the guard reads them in the
	// reverse order. Primitive, so that the guard can be armed without memory.
	private int code;

	private volatile long end;

	private volatile boolean armed;

	private volatile boolean speak;

	private volatile boolean spoken;

	private volatile boolean stopped;

	private volatile ProcessDeadline kernel = ProcessDeadline.none();

	// Of a termination that begins with a signal; guarded by this object's lock.
	private long budget = Long.MAX_VALUE;

	private int budgetCode;

	HaltGuard(Jvm jvm, Ticker ticker, Runnable lastWords) {
		this.jvm = jvm;
		this.ticker = ticker;
		this.lastWords = lastWords;
		this.guard = Threads.daemon("halt-guard", this::guard);
		this.speaker = Threads.daemon("last-words", this::speak);
	}

	void start() {
		this.guard.start();
		this.speaker.start();
	}

	/**
	 * Takes note of the applications, whenever there is one more or one less.
	 * @param members the applications
	 * @param kernel keeps the deadline too, from the arrival of a signal on
	 */
	void expect(List<Member> members, ProcessDeadline kernel) {
		long budget = members.stream()
			.mapToLong((member) -> member.coordinator().budget().total().toNanos())
			.min()
			.orElse(Long.MAX_VALUE);
		int code = members.isEmpty() ? 0 : members.get(0).policy().forcedCode();
		synchronized (this) {
			this.budget = budget;
			this.budgetCode = code;
			this.kernel = kernel;
		}
		kernel.grant(budget, code);
	}

	/**
	 * Arms the guard for a signal, without an allocation.
	 * @param nanos when it arrived
	 */
	void alert(long nanos) {
		synchronized (this) {
			if (this.budget == Long.MAX_VALUE) {
				return;
			}
			set(nanos + this.budget, this.budgetCode);
		}
		armKernel();
	}

	// Contexts with different budgets have one process and one platform behind it: the
	// earliest deadline holds for all.
	void arm(List<Member> members) {
		members.forEach((member) -> arm(member.deadline(this.ticker), members.get(0).policy().forcedCode()));
	}

	// The earliest deadline wins; a guard that was armed stays armed.
	void arm(Deadline deadline, int code) {
		arm(deadline.remainingNanos(), code);
	}

	private void arm(long nanosLeft, int code) {
		synchronized (this) {
			set(this.ticker.nanos() + nanosLeft, code);
		}
		armKernel();
	}

	private void set(long end, int code) {
		this.code = code;
		this.end = (this.armed && this.end - end < 0) ? this.end : end;
		this.armed = true;
		LockSupport.unpark(this.guard);
	}

	// After the guard, which must not depend on it, and without its lock.
	private void armKernel() {
		try {
			long end = this.end;
			this.kernel.arm(end, this.code);
		}
		catch (Throwable ex) {
			// The guard remains.
		}
	}

	// For when the process has ended in name only, in a test.
	void stop() {
		this.stopped = true;
		this.kernel.disarm();
		LockSupport.unpark(this.guard);
		LockSupport.unpark(this.speaker);
	}

	private void guard() {
		long left = left();
		while (left > 0) {
			if (this.stopped) {
				return;
			}
			if (left <= LEAD_NANOS && !this.speak) {
				this.speak = true;
				LockSupport.unpark(this.speaker);
			}
			this.ticker.park((left > LEAD_NANOS) ? left - LEAD_NANOS : left);
			// A pending interrupt would turn the wait into a spin.
			Thread.interrupted();
			left = left();
		}
		awaitLateWords();
		this.jvm.halt(this.code);
	}

	private void awaitLateWords() {
		if (this.speak) {
			return;
		}
		this.speak = true;
		LockSupport.unpark(this.speaker);
		long began = this.ticker.nanos();
		long left = LATE_NANOS;
		while (!this.spoken && left > 0) {
			this.ticker.park(left);
			Thread.interrupted();
			left = LATE_NANOS - (this.ticker.nanos() - began);
		}
	}

	private long left() {
		return this.armed ? this.end - this.ticker.nanos() : Long.MAX_VALUE;
	}

	private void speak() {
		while (!this.speak) {
			if (this.stopped) {
				return;
			}
			this.ticker.park(Long.MAX_VALUE);
			Thread.interrupted();
		}
		// Once more, because the native tier may have come after the signal.
		armKernel();
		try {
			this.lastWords.run();
		}
		finally {
			this.spoken = true;
			LockSupport.unpark(this.guard);
		}
	}

}
