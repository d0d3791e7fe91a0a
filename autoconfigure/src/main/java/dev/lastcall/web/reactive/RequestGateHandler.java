package dev.lastcall.web.reactive;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import dev.lastcall.drain.propagation.DrainContextAccessor;
import dev.lastcall.flight.Flight;
import dev.lastcall.web.RequestGate;

/**
 * {@link HttpHandler} that leads every request but those of probes through the
 * {@link RequestGate}, before any filter of the application sees it and until whatever
 * answers it has ended, error handlers included.
 */
final class RequestGateHandler implements HttpHandler {

	private final HttpHandler application;

	private final RequestGateCustomizer settings;

	RequestGateHandler(HttpHandler application, RequestGateCustomizer settings) {
		this.application = application;
		this.settings = settings;
	}

	@Override
	public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
		String path = request.getPath().value();
		return isProbe(request) ? this.application.handle(request, response)
				: new GatedRequest(this, request, StreamedResponse.of(response, path, this.settings.streams()));
	}

	private boolean isProbe(ServerHttpRequest request) {
		String path = request.getPath().pathWithinApplication().value();
		for (String probe : this.settings.probePaths()) {
			int end = probe.length();
			if (path.startsWith(probe) && (path.length() == end || path.charAt(end) == '/')) {
				return true;
			}
		}
		return false;
	}

	Flight begin(ServerHttpRequest request, GatedRequest origin) {
		return this.settings.gate().begin(request.getMethod().name(), request.getPath().value(), origin);
	}

	boolean admits(Flight flight) {
		return this.settings.gate().admits(flight);
	}

	void cutOff() {
		this.settings.gate().cutOff();
	}

	// Whether responses, and not the server, must ask clients to close connections.
	boolean isAsking() {
		return this.settings.gate().isAsking() && !this.settings.serverCloses().getAsBoolean();
	}

	Context context(Context outer) {
		return outer.put(DrainContextAccessor.KEY, this.settings.work());
	}

	// The subscriber has the context; where threads are told of it too, only the operator
	// of Reactor does that, which costs a request a hundred bytes.
	Mono<Void> serve(ServerHttpRequest request, ServerHttpResponse response) {
		try {
			Mono<Void> served = this.application.handle(request, response);
			return Hooks.isAutomaticContextPropagationEnabled() ? served.contextWrite(this::context) : served;
		}
		catch (RuntimeException | Error ex) {
			return Mono.error(ex);
		}
	}

}
