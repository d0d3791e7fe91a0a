package dev.lastcall.web.reactive;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

import dev.lastcall.flight.Flight;

/**
 * One request on its way through the gate. It enters when it is subscribed to, which a
 * server does once.
 */
final class GatedRequest extends Mono<Void> {

	private final RequestGateHandler handler;

	private final ServerHttpRequest request;

	private final StreamedResponse response;

	private volatile @Nullable Passage passage;

	GatedRequest(RequestGateHandler handler, ServerHttpRequest request, StreamedResponse response) {
		this.handler = handler;
		this.request = request;
		this.response = response;
	}

	@Override
	public void subscribe(CoreSubscriber<? super Void> actual) {
		Flight flight = this.handler.begin(this.request, this);
		if (!this.handler.admits(flight)) {
			RefusalWriter.write(this.response).subscribe(actual);
			return;
		}
		if (this.handler.isAsking()) {
			this.response.getHeaders().set(HttpHeaders.CONNECTION, "close");
		}
		Passage passage = new Passage(actual, this.handler.context(actual.currentContext()), flight);
		this.passage = passage;
		this.handler.serve(this.request, this.response).subscribe(passage);
	}

	/**
	 * Ends this request before it has ended by itself. A stream completes; of any other
	 * request the subscription is cancelled, and the client gets a refusal, or a broken
	 * response if its beginning was sent already.
	 */
	void cut() {
		Passage passage = this.passage;
		if (passage != null && !this.response.tellToGo()) {
			passage.cut(Mono.defer(this::refuseAsCutOff));
		}
	}

	// Counted before the flight ends, because who waits for that asks for the count next.
	private Mono<Void> refuseAsCutOff() {
		this.handler.cutOff();
		return RefusalWriter.write(this.response);
	}

	String subject() {
		return this.response.subject();
	}

}
