package dev.lastcall.web.reactive;

import java.util.concurrent.CancellationException;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

import dev.lastcall.web.Refusal;

/**
 * Writes a {@link Refusal} as a response.
 */
final class RefusalWriter {

	private RefusalWriter() {
	}

	// Servers drop the header for HTTP/2, which has none of the kind (RFC 9113, 8.2.2).
	static Mono<Void> write(ServerHttpResponse response) {
		if (response.isCommitted()) {
			return Mono.error(new CancellationException(
					"The request was cut off at its deadline, after the beginning of its response was sent."));
		}
		HttpHeaders headers = response.getHeaders();
		headers.clearContentHeaders();
		response.setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
		headers.set(HttpHeaders.RETRY_AFTER, Refusal.RETRY_AFTER_SECONDS);
		headers.set(HttpHeaders.CONNECTION, "close");
		headers.set(HttpHeaders.CONTENT_TYPE, Refusal.CONTENT_TYPE);
		byte[] body = Refusal.body();
		headers.setContentLength(body.length);
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
	}

}
