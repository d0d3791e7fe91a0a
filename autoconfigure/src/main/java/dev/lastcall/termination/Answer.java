package dev.lastcall.termination;

/**
 * What became of an {@link Order}. Immutable.
 *
 * @param outcome whether something began
 * @param state where the coordinator stands now
 * @param message the same in a full sentence
 */
public record Answer(Outcome outcome, CoordinatorState state, String message) {

	/**
	 * What can become of an order.
	 */
	public enum Outcome {

		/**
		 * It began, and goes on after the call has returned.
		 */
		BEGUN,

		/**
		 * It was given before, and has not been carried out yet.
		 */
		UNDER_WAY,

		/**
		 * What it asks for is so.
		 */
		DONE,

		/**
		 * It cannot be carried out in this state, and nothing changed.
		 */
		REFUSED

	}

}
