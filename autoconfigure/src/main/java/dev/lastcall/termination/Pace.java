package dev.lastcall.termination;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How fast what is left becomes less. Pure arithmetic on samples: at first over all of
 * them, and over the last second or the last ten items, whichever is longer, once there
 * are so many. Not thread-safe.
 */
final class Pace {

	/**
	 * A rate is told over so long at least: shorter ones are noise.
	 */
	static final Duration SHORTEST = Duration.ofSeconds(1);

	/**
	 * A rate is told over so many items, if there were so many: fewer say little.
	 */
	static final int ITEMS = 10;

	/**
	 * How many samples are kept. When there are more, every second one is dropped, so
	 * that they cover a drain of any length.
	 */
	static final int MOST_SAMPLES = 64;

	private static final double NANOS_PER_SECOND = 1e9;

	private final List<Sample> samples = new ArrayList<>();

	// The sample at which less was left than ever before.
	private Sample lowest = new Sample(0, Long.MAX_VALUE);

	void add(long nanos, long count) {
		Sample sample = new Sample(nanos, count);
		this.samples.add(sample);
		this.lowest = (count < this.lowest.count()) ? sample : this.lowest;
		if (this.samples.size() > MOST_SAMPLES) {
			thinOut();
		}
	}

	// The first and the last one stay.
	private void thinOut() {
		for (int i = this.samples.size() - 2; i > 0; i -= 2) {
			this.samples.remove(i);
		}
	}

	/**
	 * The outlook at the time of the last sample.
	 * @param nanosLeft the time until the deadline
	 * @return the outlook, or empty if it is too early to tell
	 */
	Optional<Outlook> outlook(long nanosLeft) {
		if (this.samples.isEmpty()) {
			return Optional.empty();
		}
		Sample last = this.samples.get(this.samples.size() - 1);
		if (last.nanos() - this.samples.get(0).nanos() < SHORTEST.toNanos()) {
			return Optional.empty();
		}
		Sample anchor = anchor(last);
		long finished = anchor.count() - last.count();
		long stalled = last.nanos() - this.lowest.nanos();
		// An item under way is not a stall until it takes longer than the others did.
		double credit = (finished > 0)
				? Math.min((double) stalled, Math.max(0, (double) (this.lowest.nanos() - anchor.nanos()) / finished))
				: 0;
		double rate = finished / (last.nanos() - credit - anchor.nanos()) * NANOS_PER_SECOND;
		return Optional.of(new Outlook(last.count(), rate, timeToEmpty(last.count(), rate, credit),
				Duration.ofNanos(nanosLeft), Duration.ofNanos(stalled)));
	}

	private Sample anchor(Sample last) {
		for (int i = this.samples.size() - 2; i > 0; i--) {
			Sample sample = this.samples.get(i);
			if (last.nanos() - sample.nanos() >= SHORTEST.toNanos() && sample.count() - last.count() >= ITEMS) {
				return sample;
			}
		}
		return this.samples.get(0);
	}

	private static Optional<Duration> timeToEmpty(long count, double rate, double credit) {
		if (count == 0) {
			return Optional.of(Duration.ZERO);
		}
		if (rate <= 0) {
			return Optional.empty();
		}
		return Optional.of(Duration.ofNanos((long) Math.max(0, count / rate * NANOS_PER_SECOND - credit)));
	}

	/**
	 * What was left at a time.
	 *
	 * @param nanos the time
	 * @param count how many items
	 */
	private record Sample(long nanos, long count) {
	}

}
