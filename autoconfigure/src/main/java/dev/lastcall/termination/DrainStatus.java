package dev.lastcall.termination;

import java.util.Locale;

/**
 * Where a drain stands in a termination.
 */
public enum DrainStatus {

	/**
	 * It has not begun.
	 */
	WAITING,

	/**
	 * It has begun and not ended.
	 */
	RUNNING,

	/**
	 * It came to rest.
	 */
	AT_REST,

	/**
	 * It threw.
	 */
	FAILED,

	/**
	 * Its stage's deadline came while something was left.
	 */
	ABANDONED;

	/**
	 * The name of this status in meters and endpoints.
	 * @return the lower-case name with dashes
	 */
	public String label() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
