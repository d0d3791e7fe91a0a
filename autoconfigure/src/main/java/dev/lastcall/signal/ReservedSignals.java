package dev.lastcall.signal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The signals that belong to the kernel, the JVM, the C library or profilers, and the
 * reason why nobody else may take them. Immutable and thread-safe.
 */
public final class ReservedSignals {

	/**
	 * The environment variable with which HotSpot is told another signal than 12 to
	 * suspend threads with ({@code PosixSignals::init} in {@code signals_posix.cpp}).
	 */
	private static final String SUSPEND_VARIABLE = "_JAVA_SR_SIGNUM";

	private static final String KERNEL = "the kernel lets nobody handle it";

	private static final String FAULTS = "the JVM uses it for its own faults, among them null checks and stack overflows";

	private static final String WRITES = "the JVM needs writes to fail with an error instead";

	private static final String SUSPENSION = "the JVM suspends threads with it, for Flight Recorder among others";

	private static final String PROFILERS = "profilers interrupt threads with it";

	private static final String OTHERS = "it has a meaning of its own to the kernel, the terminal or the C library";

	private final Map<Integer, String> reasons = new HashMap<>();

	/**
	 * Creates the list.
	 * @param environment the environment variables of the process
	 */
	public ReservedSignals(Map<String, String> environment) {
		reserve(KERNEL, List.of("KILL", "STOP"));
		reserve(FAULTS, List.of("ILL", "TRAP", "ABRT", "BUS", "FPE", "SEGV", "SYS"));
		reserve(WRITES, List.of("PIPE", "XFSZ"));
		reserve(SUSPENSION, List.of("USR2"));
		reserve(PROFILERS, List.of("PROF", "VTALRM"));
		reserve(OTHERS, List.of("ALRM", "STKFLT", "CHLD", "CONT", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "IO", "PWR"));
		this.reasons.put(32, "the C library cancels threads with it");
		this.reasons.put(33, "the C library changes user ids with it");
		this.reasons.put(34, "the C library musl uses it; take RTMIN+1 or a later one");
		this.reasons.put(62, "the JVM interrupts threads in blocking input and output with it");
		suspendSignal(environment).ifPresent((number) -> this.reasons.put(number, SUSPENSION));
	}

	private void reserve(String reason, List<String> names) {
		names.forEach((name) -> this.reasons.put(PosixSignal.named(name).orElseThrow().number(), reason));
	}

	private static Optional<Integer> suspendSignal(Map<String, String> environment) {
		String value = environment.getOrDefault(SUSPEND_VARIABLE, "").strip();
		return value.matches("\\d{1,2}") ? Optional.of(Integer.valueOf(value)) : Optional.empty();
	}

	/**
	 * Why a signal must not be taken.
	 * @param signal the signal
	 * @return the reason as a clause, or empty if it may be taken
	 */
	public Optional<String> reason(PosixSignal signal) {
		return Optional.ofNullable(this.reasons.get(signal.number()));
	}

}
