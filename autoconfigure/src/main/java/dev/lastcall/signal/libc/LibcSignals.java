package dev.lastcall.signal.libc;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.MemoryIO;

/**
 * The C library of a 64-bit Linux: signals. Thread-safe.
 */
public final class LibcSignals {

	/**
	 * Size and layout of {@code struct sigaction} in glibc and musl on 64-bit Linux:
	 * handler, 128 bytes of mask, flags, restorer.
	 */
	private static final int ACTION_SIZE = 152;

	private static final int MASK = 8;

	private static final int MASK_SIZE = 128;

	private static final int FLAGS = 136;

	/**
	 * Every signal but ILL, TRAP, BUS, FPE and SEGV: a fault while it is blocked would
	 * kill the process without a word.
	 */
	private static final long ALL_BUT_FAULTS = ~(1L << (4 - 1) | 1L << (5 - 1) | 1L << (7 - 1) | 1L << (8 - 1)
			| 1L << (11 - 1));

	/**
	 * The size of the kernel's {@code sigset_t} in bytes.
	 */
	private static final int KERNEL_MASK_SIZE = 8;

	private final Invoker invoker = Invoker.getInstance();

	private final MemoryIO memory = MemoryIO.getInstance();

	private final CallContext one = Libc.context(1);

	private final CallContext two = Libc.context(2);

	private final CallContext three = Libc.context(3);

	private final CallContext five = Libc.context(5);

	private final Libc libc;

	private final long syscall;

	private final int readBackCall;

	/**
	 * Creates the view.
	 * @param libc the C library
	 * @param readBackCall the number of the system call {@code rt_sigaction} on this
	 * architecture
	 */
	public LibcSignals(Libc libc, int readBackCall) {
		this.libc = libc;
		this.syscall = libc.address("syscall");
		this.readBackCall = readBackCall;
	}

	/**
	 * Installs a handler through the C library.
	 * @param signal the number of the signal
	 * @param action the handler; its mask is full but for faults
	 * @return the action that was there before
	 * @throws LibcException if the kernel refuses
	 */
	public SignalAction install(int signal, SignalAction action) {
		long buffer = this.memory.allocateMemory(2L * ACTION_SIZE, true);
		try {
			long previous = buffer + ACTION_SIZE;
			this.memory.putLong(buffer, action.handler());
			this.memory.putLong(buffer + MASK, ALL_BUT_FAULTS);
			this.memory.putInt(buffer + FLAGS, (int) action.flags());
			Libc.checkInt("sigaction",
					this.invoker.invokeL3(this.three, this.libc.address("sigaction"), signal, buffer, previous));
			return new SignalAction(this.memory.getLong(previous), this.memory.getInt(previous + FLAGS));
		}
		finally {
			this.memory.freeMemory(buffer);
		}
	}

	/**
	 * What the kernel itself would do with a signal, whoever stands between us and it.
	 * @param signal the number of the signal
	 * @return the action
	 * @throws LibcException if the kernel refuses
	 */
	public SignalAction readBack(int signal) {
		long buffer = this.memory.allocateMemory(ACTION_SIZE, true);
		try {
			Libc.checkInt("rt_sigaction", this.invoker.invokeL5(this.five, this.syscall, this.readBackCall, signal, 0,
					buffer, KERNEL_MASK_SIZE));
			// The kernel's structure has the flags right after the handler.
			return new SignalAction(this.memory.getLong(buffer), this.memory.getLong(buffer + Long.BYTES));
		}
		finally {
			this.memory.freeMemory(buffer);
		}
	}

	/**
	 * The handler that the kernel itself would call. Allocates nothing.
	 * @param signal the number of the signal
	 * @param buffer the address of 32 bytes that may be overwritten
	 * @return the address of the handler
	 */
	public long handler(int signal, long buffer) {
		this.invoker.invokeL5NoErrno(this.five, this.syscall, this.readBackCall, signal, 0, buffer, KERNEL_MASK_SIZE);
		return this.memory.getLong(buffer);
	}

	/**
	 * Calls a signal handler as if the signal had come, without information about it.
	 * @param handler the address of the handler
	 * @param signal the number of the signal
	 */
	public void callHandler(long handler, int signal) {
		this.invoker.invokeL3NoErrno(this.three, handler, signal, 0, 0);
	}

	/**
	 * Sends a signal to this process.
	 * @param signal the number of the signal
	 */
	public void kill(int signal) {
		Libc.checkInt("kill",
				this.invoker.invokeL2(this.two, this.libc.address("kill"), ProcessHandle.current().pid(), signal));
	}

	/**
	 * Sends a signal to the calling thread, which has handled it when this returns.
	 * @param signal the number of the signal
	 */
	public void raise(int signal) {
		Libc.checkInt("raise", this.invoker.invokeL1(this.one, this.libc.address("raise"), signal));
	}

	/**
	 * Whether the calling thread blocks a signal.
	 * @param signal the number of the signal
	 * @return {@code true} if the signal would stay pending
	 */
	public boolean isBlocked(int signal) {
		long buffer = this.memory.allocateMemory(MASK_SIZE, true);
		try {
			// How to change the mask does not matter without a new one.
			this.invoker.invokeL3(this.three, this.libc.address("pthread_sigmask"), 0, 0, buffer);
			return (this.memory.getLong(buffer) >>> (signal - 1) & 1) == 1;
		}
		finally {
			this.memory.freeMemory(buffer);
		}
	}

}
