package dev.lastcall.web.reactive;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.web.RequestGate;
import dev.lastcall.web.stream.OpenStreams;

/**
 * {@link WebHttpHandlerBuilderCustomizer} that puts the {@link RequestGate} before
 * everything that could answer or delay a request. Spring Boot asks customizers for the
 * application's own port only: the requests of a separate management port pass no gate.
 *
 * @param gate where requests pass
 * @param probePaths paths, within the base path, at and below which requests are those of
 * probes
 * @param serverCloses whether the server itself closes connections in a termination, so
 * that responses need not ask for it
 * @param work the context of requests
 * @param streams the streams that can be told to go
 */
public record RequestGateCustomizer(RequestGate gate, List<String> probePaths, BooleanSupplier serverCloses,
		DrainContext work, OpenStreams streams) implements WebHttpHandlerBuilderCustomizer {

	/**
	 * Creates the customizer, and sees to it that requests are cut off which still run
	 * when their context is cancelled.
	 * @param gate see above
	 * @param probePaths see above
	 * @param serverCloses see above
	 * @param work see above
	 * @param streams see above
	 */
	public RequestGateCustomizer {
		probePaths = List.copyOf(probePaths);
		// For as long as both live, so nobody closes the registration.
		work.onCancel((reason) -> gate.inFlight().origins(GatedRequest.class).forEach(GatedRequest::cut));
	}

	/**
	 * The route of a request that passes the gate.
	 * @param request what the request's flight began with
	 * @return the pattern that matched, or the path before one is known; empty for
	 * anything else
	 */
	public static Optional<String> route(Object request) {
		return (request instanceof GatedRequest gated) ? Optional.of(gated.subject()) : Optional.empty();
	}

	@Override
	public void customize(WebHttpHandlerBuilder builder) {
		builder.httpHandlerDecorator((application) -> new RequestGateHandler(application, this));
	}

}
