package dev.lastcall.sample.fleet;

import java.time.Duration;
import java.util.List;

/**
 * Durations that were measured.
 *
 * @param sorted the durations, at least one, kept in ascending order
 */
public record Timings(List<Duration> sorted) {

	public Timings {
		if (sorted.isEmpty()) {
			throw new IllegalArgumentException("Nothing was measured");
		}
		sorted = sorted.stream().sorted().toList();
	}

	/**
	 * Returns the duration that half of the measurements do not exceed.
	 * @return the median
	 */
	public Duration median() {
		return percentile(50);
	}

	/**
	 * Returns the smallest duration that a share of the measurements do not exceed.
	 * @param percent the share, from 0 to 100
	 * @return the percentile by the nearest-rank method
	 */
	public Duration percentile(double percent) {
		int rank = (int) Math.ceil(percent / 100 * this.sorted.size());
		return this.sorted.get(Math.max(0, rank - 1));
	}

	/**
	 * Returns the longest duration.
	 * @return the longest
	 */
	public Duration longest() {
		return this.sorted.get(this.sorted.size() - 1);
	}

}
