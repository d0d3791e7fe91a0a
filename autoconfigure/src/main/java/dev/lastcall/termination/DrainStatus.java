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
	 * It was overdue or ended with something left, and hands that back now.
	 */
	HANDING_BACK,

	/**
	 * It did not come to rest, but handed back what was unfinished.
	 */
	HANDED_BACK,

	/**
	 * It threw.
	 */
	FAILED,

	/**
	 * Its stage's deadline came while something was left.
	 */
	ABANDONED;

	/**
	 * Whether a drain in this status does nothing any more.
	 * @return {@code false} while it waits, runs or hands back
	 */
	public boolean hasEnded() {
		return this != WAITING && !isUnderWay();
	}

	/**
	 * Whether a drain in this status runs or hands back.
	 * @return {@code true} if it has begun and not ended
	 */
	public boolean isUnderWay() {
		return this == RUNNING || this == HANDING_BACK;
	}

	/**
	 * Whether a drain in this status has lost nothing.
	 * @return {@code true} if it is at rest or has handed back
	 */
	public boolean isFinished() {
		return this == AT_REST || this == HANDED_BACK;
	}

	/**
	 * The name of this status in meters and endpoints.
	 * @return the lower-case name with dashes
	 */
	public String label() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
