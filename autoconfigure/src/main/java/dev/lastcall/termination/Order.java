package dev.lastcall.termination;

/**
 * What a coordinator can be told to do.
 */
public enum Order {

	/**
	 * Begin the termination.
	 */
	BEGIN,

	/**
	 * Announce that no more work is wanted, without leaving.
	 */
	QUIESCE,

	/**
	 * Undo what a quiesce or a rehearsal has done.
	 */
	RESUME,

	/**
	 * Measure what a termination would take, without leaving.
	 */
	REHEARSE

}
