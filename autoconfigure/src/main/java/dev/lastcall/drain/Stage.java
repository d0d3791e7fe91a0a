package dev.lastcall.drain;

import java.util.Locale;

/**
 * A named step of a termination, in the order in which a process goes through them.
 * {@link #SERVING} is the state before a termination; drains belong to one of the stages
 * from {@link #ANNOUNCE} to {@link #CLOSE}.
 */
public enum Stage {

	/**
	 * No termination has begun.
	 */
	SERVING,

	/**
	 * Everybody who sends work hears that this process is leaving.
	 */
	ANNOUNCE,

	/**
	 * The process keeps serving while traffic moves away.
	 */
	LINGER,

	/**
	 * Nothing new comes in.
	 */
	SOURCES,

	/**
	 * What was taken is finished.
	 */
	WORK,

	/**
	 * What the work produced is flushed.
	 */
	SINKS,

	/**
	 * The application context closes.
	 */
	CLOSE,

	/**
	 * The report is written and the process ends.
	 */
	EXIT;

	/**
	 * Whether a drain may belong to this stage.
	 * @return {@code true} from {@link #ANNOUNCE} to {@link #CLOSE}
	 */
	public boolean hasDrains() {
		return this != SERVING && this != EXIT;
	}

	/**
	 * Whether this stage comes later than another one.
	 * @param other the stage to compare with
	 * @return {@code true} if this stage comes strictly later
	 */
	public boolean isAfter(Stage other) {
		return compareTo(other) > 0;
	}

	/**
	 * The name of this stage in meters, logs and endpoints.
	 * @return the lower-case name
	 */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
