package dev.lastcall.termination;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a drain that runs will be at rest by its deadline, seen at one moment.
 * Immutable.
 *
 * @param count how many items are left
 * @param rate how many items fewer there are each second; zero or less if nothing was
 * finished, or if more came than were finished
 * @param timeToEmpty how long it will take at this rate; empty at a rate of zero or less
 * @param remaining the time until the drain's deadline
 * @param stalled how long no item has been finished
 */
public record Outlook(long count, double rate, Optional<Duration> timeToEmpty, Duration remaining, Duration stalled) {

	/**
	 * Whether the drain will make its deadline. Without a rate the past is the measure:
	 * if nothing was finished in as long as is left, nothing is expected.
	 * @return {@code true} if it takes no longer than is left
	 */
	public boolean isInTime() {
		return this.timeToEmpty.orElse(this.stalled).compareTo(this.remaining) <= 0;
	}

	/**
	 * By how much the drain will miss its deadline.
	 * @return the time that is missing; empty if it will be in time, or without a rate
	 */
	public Optional<Duration> missesBy() {
		return this.timeToEmpty.map((time) -> time.minus(this.remaining))
			.filter((missing) -> missing.compareTo(Duration.ZERO) > 0);
	}

	@Override
	public String toString() {
		return this.timeToEmpty.isPresent()
				? String.format(Locale.ROOT, "%d left, %.1f finished per second", this.count, this.rate)
				: "%d left, none finished for %d ms".formatted(this.count, this.stalled.toMillis());
	}

}
