package dev.lastcall.signal.diagnosis;

import java.util.Optional;

/**
 * The handlers of this process as the kernel has them, read by the system call
 * {@code rt_sigaction}: {@code sigaction} of libc may be that of {@code libjsig}, which
 * answers what the caller wants to hear.
 */
public interface HandlerTable {

	/**
	 * Reads the handler of a signal.
	 * @param signal the number of the signal
	 * @return the handler, or empty if it cannot be read
	 */
	Optional<Handler> handler(int signal);

	/**
	 * Whether a handler is ours.
	 * @param address the address of a handler
	 * @return {@code true} if a signal that arrives there comes to us
	 */
	boolean isOurs(long address);

	/**
	 * The table where handlers cannot be read.
	 * @return a table without a handler
	 */
	static HandlerTable unreadable() {
		return new HandlerTable() {

			@Override
			public Optional<Handler> handler(int signal) {
				return Optional.empty();
			}

			@Override
			public boolean isOurs(long address) {
				return false;
			}

		};
	}

	/**
	 * A handler.
	 *
	 * @param address its address; 0 is {@code SIG_DFL}, 1 is {@code SIG_IGN}
	 * ({@code asm-generic/signal-defs.h})
	 * @param flags its {@code sa_flags}
	 */
	record Handler(long address, long flags) {

		static final long DEFAULT = 0;

		static final long IGNORE = 1;

	}

}
