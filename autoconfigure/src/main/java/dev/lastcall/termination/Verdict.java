package dev.lastcall.termination;

import java.util.Locale;

/**
 * How a termination ended.
 */
public enum Verdict {

	/**
	 * It has not ended.
	 */
	RUNNING,

	/**
	 * Every drain came to rest.
	 */
	CLEAN,

	/**
	 * Something was cut off: a drain, or the whole process.
	 */
	FORCED;

	/**
	 * The name of this verdict in reports and meters.
	 * @return the lower-case name
	 */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
