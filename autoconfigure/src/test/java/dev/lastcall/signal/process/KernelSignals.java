package dev.lastcall.signal.process;

import java.util.Arrays;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.MemoryIO;
import com.kenai.jffi.Type;

/**
 * Sends signals to processes of the tests, by the calls that no shell command offers.
 */
final class KernelSignals {

	private static final int EAGAIN = 11;

	private static final int TGKILL = "aarch64".equals(System.getProperty("os.arch")) ? 131 : 234;

	private static final int QUEUE_INFO = "aarch64".equals(System.getProperty("os.arch")) ? 138 : 129;

	private static final int SI_TIMER = -2;

	private static final int PR_SET_MDWE = 65;

	private static final int REFUSE_EXEC_GAIN = 1;

	private static final Library LIBC = Library.openLibrary("libc.so.6", Library.LAZY);

	private static final long KILL = LIBC.getSymbolAddress("kill");

	private static final long SYSCALL = LIBC.getSymbolAddress("syscall");

	private static final long QUEUE = LIBC.getSymbolAddress("sigqueue");

	private static final long CLOSE = LIBC.getSymbolAddress("close");

	private static final CallContext ONE = context(1);

	private static final CallContext TWO = context(2);

	private static final CallContext THREE = context(3);

	private static final CallContext FOUR = context(4);

	private KernelSignals() {
	}

	static CallContext context(int parameters) {
		Type[] types = new Type[parameters];
		Arrays.fill(types, Type.SINT64);
		return new CallContext(Type.SINT32, types);
	}

	static void kill(long pid, int signal) {
		check((int) Invoker.getInstance().invokeL2(TWO, KILL, pid, signal));
	}

	/**
	 * Sends a signal to one thread.
	 * @return {@code false} if the thread is gone, or too many signals are queued
	 */
	static boolean tgkill(long pid, long thread, int signal) {
		return (int) Invoker.getInstance().invokeL4(FOUR, SYSCALL, TGKILL, pid, thread, signal) == 0;
	}

	/**
	 * Queues a signal with a value; waits while the queue is full.
	 */
	static void queue(long pid, int signal, long value) {
		while ((int) Invoker.getInstance().invokeL3(THREE, QUEUE, pid, signal, value) != 0) {
			if (LastError.getInstance().get() != EAGAIN) {
				check(-1);
			}
			Thread.yield();
		}
	}

	/**
	 * Sends a signal that says of itself that it comes from a timer, which the kernel
	 * lets everybody say ({@code rt_sigqueueinfo(2)}).
	 */
	static void pretendTick(long pid, int signal) {
		MemoryIO memory = MemoryIO.getInstance();
		long info = memory.allocateMemory(128, true);
		memory.putInt(info, signal);
		memory.putInt(info + 8, SI_TIMER);
		check((int) Invoker.getInstance().invokeL4(FOUR, SYSCALL, QUEUE_INFO, pid, signal, info));
		memory.freeMemory(info);
	}

	/**
	 * Refuses new executable memory to this process from now on, as systemd's
	 * {@code MemoryDenyWriteExecute} does ({@code PR_SET_MDWE} of Linux 6.3).
	 * @return {@code false} if the kernel does not know how
	 */
	static boolean denyExecution() {
		CallContext five = context(5);
		return (int) Invoker.getInstance()
			.invokeL5(five, LIBC.getSymbolAddress("prctl"), PR_SET_MDWE, REFUSE_EXEC_GAIN, 0, 0, 0) == 0;
	}

	static void closeFile(int descriptor) {
		check((int) Invoker.getInstance().invokeL1(ONE, CLOSE, descriptor));
	}

	private static void check(int result) {
		if (result != 0) {
			throw new IllegalStateException("errno " + LastError.getInstance().get());
		}
	}

}
