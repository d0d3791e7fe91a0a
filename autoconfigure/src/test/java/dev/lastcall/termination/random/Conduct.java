package dev.lastcall.termination.random;

/**
 * What a drain does when it is told to drain.
 */
enum Conduct {

	/**
	 * It takes its time and finishes, whatever it is told meanwhile.
	 */
	FINISHES,

	/**
	 * It finishes, or stops at its cancellation.
	 */
	HEEDS_CANCELLATION,

	/**
	 * It finishes, or stops at its interruption.
	 */
	HEEDS_INTERRUPTION,

	/**
	 * It never returns.
	 */
	HANGS,

	/**
	 * It takes its time and throws an exception.
	 */
	THROWS,

	/**
	 * It takes its time and throws an error.
	 */
	THROWS_ERROR,

	/**
	 * It takes its time and returns with something left.
	 */
	RETURNS_EARLY,

	/**
	 * It finishes by giving another drain new work.
	 */
	FEEDS

}
