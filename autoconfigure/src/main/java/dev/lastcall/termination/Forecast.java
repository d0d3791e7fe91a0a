package dev.lastcall.termination;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What is predicted for one drain. Written by the watch's thread, read by any.
 */
final class Forecast {

	private final Pace pace = new Pace();

	private final Steadiness steadiness = new Steadiness();

	private volatile @Nullable Outlook outlook;

	/**
	 * Takes a sample.
	 * @param nanos the time
	 * @param count what the drain has left
	 * @param nanosLeft the time until its deadline
	 * @return whether the prediction has steadily changed
	 */
	boolean add(long nanos, long count, long nanosLeft) {
		this.pace.add(nanos, count);
		Outlook outlook = this.pace.outlook(Math.max(0, nanosLeft)).orElse(null);
		this.outlook = outlook;
		return outlook != null && this.steadiness.changesWith(outlook.isInTime());
	}

	Optional<Outlook> outlook() {
		return Optional.ofNullable(this.outlook);
	}

}
