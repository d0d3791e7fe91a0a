package dev.lastcall.web.stream.servlet;

import java.nio.charset.StandardCharsets;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * The answer to a long poll that is told to go.
 */
final class Refusal {

	/**
	 * Seconds after which the client may ask again: elsewhere, and there is no need to
	 * wait.
	 */
	private static final String RETRY_AFTER_SECONDS = "1";

	// In bytes, so that no converter of the application is needed, nor asked.
	private static final byte[] BODY = """
			{"title":"Service Unavailable","status":503,\
			"detail":"This instance is leaving and nothing has happened yet. Ask again."}"""
		.getBytes(StandardCharsets.UTF_8);

	private Refusal() {
	}

	/**
	 * Answers a request, unless it is answered already.
	 * @param result the request's result
	 */
	@SuppressWarnings("unchecked")
	static void answer(DeferredResult<?> result) {
		// Spring MVC handles each result by its own type, whatever was declared.
		((DeferredResult<Object>) result).setResult(ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
			.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(BODY));
	}

}
