package dev.lastcall.drain;

/**
 * Why a {@link DrainContext} was cancelled.
 *
 * @param cause the kind of reason
 * @param message a full sentence that says what happened
 */
public record Cancellation(Cause cause, String message) {

	/**
	 * The kinds of reason for which a context is cancelled.
	 */
	public enum Cause {

		/**
		 * The deadline of the context, or of one above it, has come.
		 */
		DEADLINE,

		/**
		 * The termination was told to hurry, and this is what it can do without.
		 */
		EXPEDITED,

		/**
		 * The stage ended before its deadline, because no drain knew of this.
		 */
		ENDED,

		/**
		 * It was no termination, but a quiesce, a resume or a rehearsal, and something
		 * else is wanted now.
		 */
		WITHDRAWN

	}

}
