package dev.lastcall.signal.stub;

import java.util.Arrays;
import java.util.Optional;

import dev.lastcall.signal.libc.LibcTimers;

/**
 * A processor architecture, on Linux, for which there is a stub.
 */
public enum Architecture {

	/**
	 * 64-bit x86.
	 */
	X86_64("x86-64.stub", "amd64|x86_64", 13, new LibcTimers.Calls(222, 223, 226)),

	/**
	 * 64-bit Arm, little-endian.
	 */
	AARCH64("aarch64.stub", "aarch64", 134, new LibcTimers.Calls(107, 110, 111));

	private final String listing;

	private final String names;

	private final int readBackCall;

	// A record of numbers.
	@SuppressWarnings("ImmutableEnumChecker")
	private final LibcTimers.Calls timerCalls;

	Architecture(String listing, String names, int readBackCall, LibcTimers.Calls timerCalls) {
		this.listing = listing;
		this.names = names;
		this.readBackCall = readBackCall;
		this.timerCalls = timerCalls;
	}

	/**
	 * Finds the architecture of a JVM.
	 * @param operatingSystem the system property {@code os.name}
	 * @param name the system property {@code os.arch}
	 * @return the architecture, or empty if there is no stub for it
	 */
	public static Optional<Architecture> of(String operatingSystem, String name) {
		return Arrays.stream(values())
			.filter((one) -> operatingSystem.equals("Linux") && name.matches(one.names))
			.findFirst();
	}

	/**
	 * The number of the system call {@code rt_sigaction}
	 * ({@code arch/x86/entry/syscalls/syscall_64.tbl}, {@code asm-generic/unistd.h}).
	 * @return the number
	 */
	public int readBackCall() {
		return this.readBackCall;
	}

	/**
	 * The numbers of the system calls for timers, from the same tables.
	 * @return the numbers
	 */
	public LibcTimers.Calls timerCalls() {
		return this.timerCalls;
	}

	String listing() {
		return this.listing;
	}

}
