package dev.lastcall.web;

import java.time.Duration;

/**
 * How long a process keeps serving once it is leaving. Immutable.
 *
 * @param minimum it serves at least so long
 * @param maximum it serves at most so long
 * @param quietPeriod between the two, it stops when no request has come for so long
 */
public record LingerTimes(Duration minimum, Duration maximum, Duration quietPeriod) {

	/**
	 * Requests that come in so long a time before the maximum are late: a fifth, as the
	 * API server of OpenShift counts late connections.
	 */
	private static final int PARTS = 5;

	/**
	 * The last part of the maximum, in which no more requests should come.
	 * @return a fifth of the maximum
	 */
	public Duration lastPart() {
		return lastPartOf(this.maximum);
	}

	static Duration lastPartOf(Duration length) {
		return length.dividedBy(PARTS);
	}

}
