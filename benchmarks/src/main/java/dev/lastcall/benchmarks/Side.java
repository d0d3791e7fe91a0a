package dev.lastcall.benchmarks;

import java.util.List;

/**
 * A side of a comparison.
 */
enum Side {

	/**
	 * The sample application without Last Call.
	 */
	STOCK,

	/**
	 * The sample application as it is.
	 */
	LAST_CALL;

	/**
	 * Returns the sides in the order of a round, which changes from round to round so
	 * that neither side always comes first.
	 * @param round the number of the round
	 * @return both sides
	 */
	static List<Side> order(int round) {
		return (round % 2 == 0) ? List.of(STOCK, LAST_CALL) : List.of(LAST_CALL, STOCK);
	}

}
