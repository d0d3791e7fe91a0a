package dev.lastcall.signal.stub;

import java.util.Arrays;
import java.util.Optional;

/**
 * A processor architecture, on Linux, for which there is a stub.
 */
public enum Architecture {

	/**
	 * 64-bit x86.
	 */
	X86_64("x86-64.stub", "amd64|x86_64", 13),

	/**
	 * 64-bit Arm, little-endian.
	 */
	AARCH64("aarch64.stub", "aarch64", 134);

	private final String listing;

	private final String names;

	private final int readBackCall;

	Architecture(String listing, String names, int readBackCall) {
		this.listing = listing;
		this.names = names;
		this.readBackCall = readBackCall;
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

	String listing() {
		return this.listing;
	}

}
