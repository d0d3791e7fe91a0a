package dev.lastcall.signal.stub;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import dev.lastcall.signal.libc.Libc;

/**
 * What the handler of the deadline reads and writes, in the page that is described in
 * {@link SignalPage}; the offsets stand in the listings of the stub too. Nothing is
 * allocated here once it exists. Written by one thread at a time, and what is said so by
 * the stub. <pre>
 * 0xa40  ticks left; the stub takes one at each tick, and exits when none is left
 * 0xa48  the exit code
 * 0xa50  a time for the timer (struct itimerspec): interval and first tick
 * 0xa80  a handler that is read back from the kernel
 * 0xac0  the ticks that a termination is granted; the stub takes them at the first one,
 *        so that they become those that are left, and sets the timer
 * 0xac8  when it came; the stub's
 * 0xad0  the timer
 * 0xae0  the budget for the timer (struct itimerspec)
 * </pre>
 */
public final class DeadlineWords {

	/**
	 * More ticks than will ever come.
	 */
	static final long NEVER = Long.MAX_VALUE;

	private static final long NANOS_PER_SECOND = 1_000_000_000;

	private static final int TICKS = 0xa40;

	private static final int CODE = 0xa48;

	private static final int TIME = 0xa50;

	private static final int HANDLER = 0xa80;

	private static final int GRANTED = 0xac0;

	private static final int BEGUN = 0xac8;

	private static final int TIMER = 0xad0;

	private static final int BUDGET = 0xae0;

	private static final int END = 0xb00;

	private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private final long page;

	private final ByteBuffer bytes;

	/**
	 * Views the words.
	 * @param libc the C library
	 * @param page the address of the page
	 */
	public DeadlineWords(Libc libc, long page) {
		this.page = page;
		this.bytes = libc.view(page, END);
	}

	/**
	 * The value by which the stub knows our timer: where the page is, which nobody else
	 * uses for a value.
	 * @return the value to create the timer with
	 */
	public long value() {
		return this.page;
	}

	/**
	 * Makes the stub exit at a tick.
	 * @param ticks at which one, counted from now
	 * @param code the exit code
	 */
	public void arm(long ticks, int code) {
		// In this order: whoever sees the ticks sees the code.
		put(CODE, code);
		put(TICKS, ticks);
	}

	/**
	 * Makes the stub let every tick pass.
	 */
	public void disarm() {
		put(TICKS, NEVER);
	}

	/**
	 * Whether there was a tick since the stub lets them pass.
	 * @return {@code true} once the stub has been called
	 */
	public boolean hasTicked() {
		return (long) LONGS.getVolatile(this.bytes, TICKS) != NEVER;
	}

	/**
	 * Writes a time for a timer.
	 * @param first when the first tick comes, in nanoseconds from now on, or zero for
	 * never
	 * @param interval how long after it each further one, in nanoseconds, or zero for
	 * none
	 * @return the address of the time
	 */
	public long time(long first, long interval) {
		putTime(TIME, first, interval);
		return this.page + TIME;
	}

	private void putTime(int offset, long first, long interval) {
		put(offset, interval / NANOS_PER_SECOND);
		put(offset + Long.BYTES, interval % NANOS_PER_SECOND);
		put(offset + 2 * Long.BYTES, first / NANOS_PER_SECOND);
		put(offset + 3 * Long.BYTES, first % NANOS_PER_SECOND);
	}

	/**
	 * Makes the stub set a timer when a termination arrives, once.
	 * @param timer the timer
	 * @param first when the first tick comes, in nanoseconds after the arrival, more than
	 * zero
	 * @param interval how long after it each further one, in nanoseconds
	 * @param ticks at which one the stub exits
	 * @param code the exit code
	 */
	public void grant(int timer, long first, long interval, long ticks, int code) {
		putTime(BUDGET, first, interval);
		put(CODE, code);
		put(TIMER, timer);
		put(BEGUN, 0);
		// Last: the stub reads the others only after it has found this.
		put(GRANTED, ticks);
	}

	/**
	 * Takes back what was granted.
	 * @return {@code false} if nothing was left to take, so that the stub may have taken
	 * it
	 */
	public boolean withdraw() {
		return (long) LONGS.getAndSet(this.bytes, GRANTED, 0L) != 0;
	}

	/**
	 * When the termination came for which the stub took what was granted.
	 * @return nanoseconds of the monotonic clock, or zero if it has not
	 */
	public long begun() {
		return (long) LONGS.getVolatile(this.bytes, BEGUN);
	}

	/**
	 * Where a handler may be read to.
	 * @return the address of 32 bytes and more
	 */
	public long handler() {
		return this.page + HANDLER;
	}

	private void put(int offset, long value) {
		LONGS.setVolatile(this.bytes, offset, value);
	}

}
