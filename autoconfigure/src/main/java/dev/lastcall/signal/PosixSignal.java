package dev.lastcall.signal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A signal that may ask a process to leave. The numbers are those of Linux on x86-64 and
 * aarch64 ({@code asm-generic/signal.h}) and of macOS, which agree on these.
 */
public enum PosixSignal {

	/**
	 * The terminal, or the supervisor's connection, is gone.
	 */
	HUP(1),

	/**
	 * Somebody pressed Ctrl-C.
	 */
	INT(2),

	/**
	 * The platform asks the process to leave.
	 */
	TERM(15);

	private final int number;

	PosixSignal(int number) {
		this.number = number;
	}

	/**
	 * The number of this signal.
	 * @return such as 15
	 */
	public int number() {
		return this.number;
	}

	/**
	 * Finds a signal by its name.
	 * @param name with or without {@code SIG}, in any case
	 * @return the signal, or empty if it is none of these
	 */
	public static Optional<PosixSignal> named(String name) {
		String upper = name.strip().toUpperCase(Locale.ROOT);
		String bare = upper.startsWith("SIG") ? upper.substring(3) : upper;
		return Arrays.stream(values()).filter((signal) -> signal.name().equals(bare)).findFirst();
	}

	@Override
	public String toString() {
		return "SIG" + name();
	}

}
