package dev.lastcall.web;

import java.nio.charset.StandardCharsets;

/**
 * What a client hears whose request is not served because the process is leaving: a
 * status 503 with a problem detail (RFC 9457).
 */
public final class Refusal {

	/**
	 * The value of the header {@code Retry-After}: seconds after which the client may try
	 * again. At once would hit the same process where no load balancer stands between,
	 * and anything longer would make the client wait for a process that is leaving
	 * anyway.
	 */
	public static final String RETRY_AFTER_SECONDS = "1";

	/**
	 * The value of the header {@code Content-Type}.
	 */
	public static final String CONTENT_TYPE = "application/problem+json";

	private static final byte[] BODY = """
			{"title":"Service Unavailable","status":503,\
			"detail":"This instance is leaving and takes no more requests."}""".getBytes(StandardCharsets.UTF_8);

	private Refusal() {
	}

	/**
	 * The problem detail.
	 * @return a copy of the response's body
	 */
	public static byte[] body() {
		return BODY.clone();
	}

}
