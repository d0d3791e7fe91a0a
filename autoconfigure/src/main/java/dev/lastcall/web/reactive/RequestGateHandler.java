package dev.lastcall.web.reactive;

import java.util.function.Function;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
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

	// Written by the operator of Reactor, because only that tells threads of it where the
	// application has automatic context propagation on.
	private final Function<Context, Context> context;

	RequestGateHandler(HttpHandler application, RequestGateCustomizer settings) {
		this.application = application;
		this.settings = settings;
		this.context = (context) -> context.put(DrainContextAccessor.KEY, settings.work());
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

	Mono<Void> serve(ServerHttpRequest request, ServerHttpResponse response) {
		try {
			return this.application.handle(request, response).contextWrite(this.context);
		}
		catch (RuntimeException | Error ex) {
			return Mono.error(ex);
		}
	}

}
