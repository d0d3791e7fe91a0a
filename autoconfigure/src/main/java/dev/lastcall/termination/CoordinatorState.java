package dev.lastcall.termination;

import java.util.Locale;

/**
 * Where a coordinator stands. {@link #TERMINATING} and {@link #ENDED} are never left
 * again; {@link StateMachine} has every way from one to another.
 */
public enum CoordinatorState {

	/**
	 * The process serves.
	 */
	SERVING,

	/**
	 * Those who send work are being told that no more is wanted.
	 */
	QUIESCING,

	/**
	 * They have been told; what they still send is served.
	 */
	QUIESCED,

	/**
	 * They are being told that work is wanted again.
	 */
	RESUMING,

	/**
	 * A rehearsal runs.
	 */
	REHEARSING,

	/**
	 * A termination runs.
	 */
	TERMINATING,

	/**
	 * A termination has ended.
	 */
	ENDED;

	/**
	 * Whether the process is on its way out.
	 * @return {@code true} once a termination has begun
	 */
	public boolean isLeaving() {
		return this == TERMINATING || this == ENDED;
	}

	/**
	 * The name of this state in logs and endpoints.
	 * @return the lower-case name
	 */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
