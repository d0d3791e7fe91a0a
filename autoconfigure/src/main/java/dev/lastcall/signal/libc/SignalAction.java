package dev.lastcall.signal.libc;

/**
 * What the process does with a signal ({@code sigaction(2)}).
 *
 * @param handler the address of the handler, or {@link #DEFAULT} or {@link #IGNORE}
 * @param flags such as {@link #FLAGS}
 */
public record SignalAction(long handler, long flags) {

	/**
	 * The kernel's own action ({@code SIG_DFL}).
	 */
	public static final long DEFAULT = 0;

	/**
	 * No action ({@code SIG_IGN}).
	 */
	public static final long IGNORE = 1;

	/**
	 * {@code SA_SIGINFO | SA_ONSTACK | SA_RESTART} of {@code asm-generic/signal.h}:
	 * siginfo for the sender; the alternate stack where a thread has one, because Go code
	 * in the process insists on it; system calls that are interrupted start again.
	 */
	public static final long FLAGS = 0x4 | 0x08000000 | 0x10000000;

	/**
	 * Whether the handler is code, and not one of the two special values.
	 * @return {@code true} if it can be called
	 */
	public boolean isCode() {
		return this.handler != DEFAULT && this.handler != IGNORE;
	}

}
