package dev.lastcall.signal;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A signal of the operating system. The numbers are those of Linux on x86-64 and aarch64
 * ({@code asm-generic/signal.h}), of which macOS shares HUP, INT, QUIT and TERM.
 *
 * @param name without {@code SIG}, such as {@code TERM} or {@code RTMIN+3}
 * @param number such as 15
 */
public record PosixSignal(String name, int number) {

	/**
	 * The terminal, or the supervisor's connection, is gone.
	 */
	public static final PosixSignal HUP = new PosixSignal("HUP", 1);

	/**
	 * Somebody pressed Ctrl-C.
	 */
	public static final PosixSignal INT = new PosixSignal("INT", 2);

	/**
	 * Somebody asks for a dump: HotSpot's meaning, and that of Ctrl-\.
	 */
	public static final PosixSignal QUIT = new PosixSignal("QUIT", 3);

	/**
	 * The application's own.
	 */
	public static final PosixSignal USR1 = new PosixSignal("USR1", 10);

	/**
	 * The platform asks the process to leave.
	 */
	public static final PosixSignal TERM = new PosixSignal("TERM", 15);

	/**
	 * The highest number of a signal on Linux ({@code _NSIG}).
	 */
	public static final int MAXIMUM = 64;

	/**
	 * The first real-time signal that glibc leaves to applications.
	 */
	private static final int RTMIN = 34;

	// In the order of their numbers, from 1 on.
	private static final String[] NAMES = { "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1",
			"SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
			"XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS" };

	private static final Map<String, Integer> NUMBERS = IntStream.range(0, NAMES.length)
		.boxed()
		.collect(Collectors.toUnmodifiableMap((index) -> NAMES[index], (index) -> index + 1));

	private static final Pattern REAL_TIME = Pattern.compile("RTMIN(?:\\+(\\d{1,2}))?");

	/**
	 * Finds a signal by its name.
	 * @param name with or without {@code SIG}, in any case; real-time signals as
	 * {@code RTMIN+n}
	 * @return the signal, or empty if there is none of this name
	 */
	public static Optional<PosixSignal> named(String name) {
		String upper = name.strip().toUpperCase(Locale.ROOT);
		String bare = upper.startsWith("SIG") ? upper.substring(3) : upper;
		Integer number = NUMBERS.get(bare);
		if (number != null) {
			return Optional.of(new PosixSignal(bare, number));
		}
		Matcher realTime = REAL_TIME.matcher(bare);
		if (!realTime.matches()) {
			return Optional.empty();
		}
		int offset = (realTime.group(1) != null) ? Integer.parseInt(realTime.group(1)) : 0;
		return (RTMIN + offset <= MAXIMUM) ? Optional.of(numbered(RTMIN + offset)) : Optional.empty();
	}

	/**
	 * Finds a signal by its number.
	 * @param number from 1 to {@value #MAXIMUM}
	 * @return the signal
	 * @throws IllegalArgumentException if there is no such number
	 */
	public static PosixSignal numbered(int number) {
		if (number < 1 || number > MAXIMUM) {
			throw new IllegalArgumentException(
					"There is no signal %d; signals are numbered from 1 to %d.".formatted(number, MAXIMUM));
		}
		if (number <= NAMES.length) {
			return new PosixSignal(NAMES[number - 1], number);
		}
		return new PosixSignal((number > RTMIN) ? "RTMIN+" + (number - RTMIN) : "RTMIN", number);
	}

	@Override
	public String toString() {
		return "SIG" + this.name;
	}

}
