package dev.lastcall.drain;

/**
 * A context as those see it who share it: what one of them did to it would happen to the
 * others, so it can neither be cancelled nor shortened.
 */
public interface SharedDrainContext extends DrainContext {

	/**
	 * Refuses.
	 * @param reason why the context should be cancelled
	 * @throws UnsupportedOperationException always
	 */
	@Override
	default void cancel(Cancellation reason) {
		throw new UnsupportedOperationException(
				"This drain context is shared and cannot be cancelled by one of those who share it. Cancel a child of it.");
	}

	/**
	 * Refuses.
	 * @param earlier the wished deadline
	 * @throws UnsupportedOperationException always
	 */
	@Override
	default void shorten(Deadline earlier) {
		throw new UnsupportedOperationException(
				"This drain context is shared and cannot be shortened by one of those who share it. Make a child of it.");
	}

}
