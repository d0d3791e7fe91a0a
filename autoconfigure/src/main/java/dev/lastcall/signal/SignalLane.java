package dev.lastcall.signal;

/**
 * What a signal is for, which decides on which thread of the bridge its listeners are
 * called. No lane waits for another; where several are due at once, a dump goes first.
 */
public enum SignalLane {

	/**
	 * Ends the process: called on the thread that hears the signal.
	 */
	TERMINATION,

	/**
	 * Asks for a dump.
	 */
	DUMP,

	/**
	 * Everything else.
	 */
	EVENT

}
