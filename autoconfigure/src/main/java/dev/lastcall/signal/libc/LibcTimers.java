package dev.lastcall.signal.libc;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.MemoryIO;

/**
 * The timers of a 64-bit Linux, on the monotonic clock, by system calls: glibc before
 * 2.34 has their functions in a library of their own. Thread-safe.
 */
public final class LibcTimers {

	/**
	 * {@code CLOCK_MONOTONIC} of {@code linux/time.h}, which System.nanoTime reads.
	 */
	private static final int MONOTONIC = 1;

	/**
	 * Not {@code TIMER_ABSTIME} of {@code linux/time.h}: a time from now on is right
	 * whatever a JVM adds to the clock for System.nanoTime.
	 */
	private static final int RELATIVE = 0;

	/**
	 * Size and layout of {@code struct sigevent} ({@code asm-generic/siginfo.h}): value,
	 * signal, and zero for {@code SIGEV_SIGNAL}.
	 */
	private static final int EVENT_SIZE = 64;

	private static final int SIGNAL = 8;

	private final Invoker invoker = Invoker.getInstance();

	private final MemoryIO memory = MemoryIO.getInstance();

	private final CallContext two = Libc.context(2);

	private final CallContext four = Libc.context(4);

	private final CallContext five = Libc.context(5);

	private final long syscall;

	private final Calls calls;

	/**
	 * Creates the view.
	 * @param libc the C library
	 * @param calls the numbers of the system calls on this architecture
	 */
	public LibcTimers(Libc libc, Calls calls) {
		this.syscall = libc.address("syscall");
		this.calls = calls;
	}

	/**
	 * Creates a timer that is not set and sends a signal to the process at each tick.
	 * Children do not inherit it ({@code timer_create(2)}).
	 * @param signal the number of the signal
	 * @param value what {@code si_value} is to be
	 * @return the timer
	 * @throws LibcException if the kernel refuses
	 */
	public int create(int signal, long value) {
		long event = this.memory.allocateMemory(EVENT_SIZE + Long.BYTES, true);
		try {
			long timer = event + EVENT_SIZE;
			this.memory.putLong(event, value);
			this.memory.putInt(event + SIGNAL, signal);
			Libc.checkInt("timer_create",
					this.invoker.invokeL4(this.four, this.syscall, this.calls.create(), MONOTONIC, event, timer));
			return this.memory.getInt(timer);
		}
		finally {
			this.memory.freeMemory(event);
		}
	}

	/**
	 * Sets a timer. Allocates nothing.
	 * @param timer the timer
	 * @param time the address of a {@code struct itimerspec}, from now on
	 * @return {@code false} if the kernel refuses
	 */
	public boolean set(int timer, long time) {
		return (int) this.invoker.invokeL5NoErrno(this.five, this.syscall, this.calls.set(), timer, RELATIVE, time,
				0) == 0;
	}

	/**
	 * Deletes a timer.
	 * @param timer the timer
	 */
	public void delete(int timer) {
		this.invoker.invokeL2(this.two, this.syscall, this.calls.delete(), timer);
	}

	/**
	 * The numbers of the system calls.
	 *
	 * @param create of {@code timer_create}
	 * @param set of {@code timer_settime}
	 * @param delete of {@code timer_delete}
	 */
	public record Calls(int create, int set, int delete) {
	}

}
