package dev.lastcall.web;

/**
 * Thrown by the drain of requests that ended only because they were cut off.
 */
final class RequestsCutOffException extends Exception {

	private static final long serialVersionUID = 1L;

	RequestsCutOffException(long count) {
		// Where it comes from is known.
		super("%d %s cut off by the deadline and answered 503, or broken off where the response had begun"
			.formatted(count, (count == 1) ? "request was" : "requests were"), null, false, false);
	}

}
