package dev.lastcall.exit;

import java.util.OptionalInt;

/**
 * With which code the process exits, and what further signals do. Immutable.
 *
 * @param code the exit code of a clean termination; empty for 128 plus the signal's
 * number, as a stock JVM does
 * @param forcedCode the exit code if something was cut off
 * @param secondSignal what the second signal does
 */
public record ExitPolicy(OptionalInt code, int forcedCode, SecondSignal secondSignal) {

	/**
	 * What the second signal of a termination does. After {@link #EXPEDITE}, the third
	 * halts.
	 */
	public enum SecondSignal {

		/**
		 * No more lingering, and the budget shrinks.
		 */
		EXPEDITE,

		/**
		 * The process halts at once.
		 */
		HALT,

		/**
		 * Nothing.
		 */
		IGNORE

	}

}
