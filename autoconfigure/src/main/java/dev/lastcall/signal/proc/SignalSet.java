package dev.lastcall.signal.proc;

/**
 * A set of signals, in which bit {@code n - 1} stands for signal {@code n}.
 *
 * @param bits the bits, as the kernel keeps them on machines of 64 bits
 */
public record SignalSet(long bits) {

	/**
	 * Reads a set as {@code /proc} writes it (proc(5), {@code SigIgn} and its like).
	 * @param hexadecimal up to sixteen hexadecimal digits
	 * @return the set
	 * @throws NumberFormatException if it is something else
	 */
	static SignalSet parse(String hexadecimal) {
		return new SignalSet(Long.parseUnsignedLong(hexadecimal, 16));
	}

	/**
	 * Whether a signal is in this set.
	 * @param signal the number of the signal, 1 to 64
	 * @return {@code true} if it is
	 */
	public boolean contains(int signal) {
		return ((this.bits >>> (signal - 1)) & 1) != 0;
	}

	@Override
	public String toString() {
		return "%016x".formatted(this.bits);
	}

}
