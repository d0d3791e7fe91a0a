package dev.lastcall.signal.process;

import java.nio.charset.StandardCharsets;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.MemoryIO;

/**
 * Main class of a process that has the kernel refuse something by a filter of seccomp,
 * and then becomes the command that its arguments are: to make memory readable and
 * executable ({@code mprotect}), or with the system property {@value #TIMERS} to create
 * timers.
 */
public final class RefusedExecution {

	/**
	 * {@code EPERM}.
	 */
	static final int ERRNO = 1;

	static final String TIMERS = "refused.timers";

	private static final int TIMER_CREATE = "aarch64".equals(System.getProperty("os.arch")) ? 107 : 222;

	private static final int MPROTECT = "aarch64".equals(System.getProperty("os.arch")) ? 226 : 10;

	// PROT_READ | PROT_EXEC, as the native tier asks for. HotSpot wants PROT_WRITE too,
	// and does not start where that is refused.
	private static final int READ_EXECUTE = 0x1 | 0x4;

	// linux/seccomp.h: what is called, and the lower half of its third argument.
	private static final int CALL = 0;

	private static final int THIRD_ARGUMENT = 32;

	private static final int ALLOW = 0x7fff0000;

	private static final int REFUSE = 0x00050000 | ERRNO;

	// linux/bpf_common.h: load a word, jump if equal, return.
	private static final int LOAD = 0x20;

	private static final int EQUAL = 0x15;

	private static final int RETURN = 0x06;

	private static final long[] FILTER = { instruction(LOAD, 0, 0, CALL), instruction(EQUAL, 0, 3, MPROTECT),
			instruction(LOAD, 0, 0, THIRD_ARGUMENT), instruction(EQUAL, 0, 1, READ_EXECUTE),
			instruction(RETURN, 0, 0, REFUSE), instruction(RETURN, 0, 0, ALLOW) };

	private static final long[] TIMER_FILTER = { instruction(LOAD, 0, 0, CALL), instruction(EQUAL, 0, 1, TIMER_CREATE),
			instruction(RETURN, 0, 0, REFUSE), instruction(RETURN, 0, 0, ALLOW) };

	// linux/prctl.h.
	private static final int PR_SET_NO_NEW_PRIVS = 38;

	private static final int PR_SET_SECCOMP = 22;

	private static final int SECCOMP_MODE_FILTER = 2;

	private static final MemoryIO MEMORY = MemoryIO.getInstance();

	private static final Library LIBC = Library.openLibrary("libc.so.6", Library.LAZY);

	private RefusedExecution() {
	}

	/**
	 * Becomes the command.
	 * @param command a program and its arguments
	 */
	public static void main(String[] command) {
		call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
		long[] filter = Boolean.getBoolean(TIMERS) ? TIMER_FILTER : FILTER;
		long program = array(filter);
		call("prctl", PR_SET_SECCOMP, SECCOMP_MODE_FILTER, array(filter.length, program), 0, 0);
		long[] words = new long[command.length + 1];
		for (int i = 0; i < command.length; i++) {
			words[i] = text(command[i]);
		}
		call("execvp", words[0], array(words), 0, 0, 0);
	}

	// struct sock_filter: code, two jumps, a constant.
	private static long instruction(int code, int ifTrue, int ifFalse, int constant) {
		return code | (long) ifTrue << 16 | (long) ifFalse << 24 | Integer.toUnsignedLong(constant) << 32;
	}

	private static long array(long... values) {
		long address = MEMORY.allocateMemory((long) values.length * Long.BYTES, true);
		MEMORY.putLongArray(address, values, 0, values.length);
		return address;
	}

	private static long text(String text) {
		byte[] bytes = (text + "\0").getBytes(StandardCharsets.UTF_8);
		long address = MEMORY.allocateMemory(bytes.length, true);
		MEMORY.putByteArray(address, bytes, 0, bytes.length);
		return address;
	}

	private static void call(String function, long first, long second, long third, long fourth, long fifth) {
		CallContext five = KernelSignals.context(5);
		if ((int) Invoker.getInstance()
			.invokeL5(five, LIBC.getSymbolAddress(function), first, second, third, fourth, fifth) != 0) {
			throw new IllegalStateException("%s: errno %d".formatted(function, LastError.getInstance().get()));
		}
	}

}
