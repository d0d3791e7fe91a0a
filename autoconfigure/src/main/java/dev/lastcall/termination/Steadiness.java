package dev.lastcall.termination;

/**
 * Believes a prediction only when it has been the same several times in a row, so that
 * one noisy sample tells nobody anything. Not thread-safe.
 */
final class Steadiness {

	/**
	 * How many times in a row.
	 */
	static final int TIMES = 3;

	private boolean believed = true;

	private int others;

	/**
	 * Takes a prediction.
	 * @param inTime what it says
	 * @return whether it changes what is believed, which is good at first
	 */
	boolean changesWith(boolean inTime) {
		this.others = (inTime == this.believed) ? 0 : this.others + 1;
		if (this.others < TIMES) {
			return false;
		}
		this.others = 0;
		this.believed = inTime;
		return true;
	}

}
