package dev.lastcall.signal;

/**
 * Has the kernel end the process, for when the JVM cannot run Java code, or does not exit
 * at once. Implementations are thread-safe and never throw because of the platform.
 */
public interface ProcessDeadline {

	/**
	 * Has the process ended a budget after the arrival of the next signal that
	 * terminates, from the moment of its arrival. Does nothing if one has arrived.
	 * @param budget in nanoseconds, or {@link Long#MAX_VALUE} for no end
	 * @param code the exit code
	 */
	void grant(long budget, int code);

	/**
	 * Has the process ended soon after a time. The earliest time wins. Allocates nothing.
	 * @param end the time, of {@link System#nanoTime()}
	 * @param code the exit code
	 * @return {@code false} if it will not
	 */
	boolean arm(long end, int code);

	/**
	 * Lets the process live on.
	 */
	void disarm();

	/**
	 * The deadline of a process that the kernel does not end.
	 * @return one that does nothing
	 */
	static ProcessDeadline none() {
		return NoProcessDeadline.INSTANCE;
	}

}
