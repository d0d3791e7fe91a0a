package dev.lastcall.web.stream.servlet;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.MethodParameter;
import org.springframework.http.ResponseEntity;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

import dev.lastcall.web.stream.OpenStream;
import dev.lastcall.web.stream.OpenStreams;

/**
 * What handler methods of Spring MVC return, as far as it opens a stream.
 */
final class MvcStreams {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Flux",
			MvcStreams.class.getClassLoader());

	private final OpenStreams streams;

	private final Duration pollPatience;

	/**
	 * Creates what looks at values.
	 * @param streams where streams are registered
	 * @param pollPatience how long an answer may take before it counts as a long poll
	 */
	MvcStreams(OpenStreams streams, Duration pollPatience) {
		this.streams = streams;
		this.pollPatience = pollPatience;
	}

	/**
	 * Has the stream registered that a value will open, if it will.
	 * @param value what the handler method returned
	 * @param handlerMethod the method's declaration
	 * @param request the request
	 * @return what is to be handled in place of the value
	 */
	Object track(Object value, MethodParameter handlerMethod, NativeWebRequest request) {
		Object body = (value instanceof ResponseEntity<?> entity) ? entity.getBody() : value;
		if (body instanceof ResponseBodyEmitter emitter) {
			if (EventStreams.isOne(value, request)) {
				StreamRequest asked = StreamRequest.of(handlerMethod, request);
				attach(request, (result) -> Optional.of(asked.events(emitter::complete)));
			}
		}
		else if (body instanceof DeferredResult || body instanceof CompletionStage
				|| (REACTOR && body != null && FluxCut.isMono(body))) {
			StreamRequest asked = StreamRequest.of(handlerMethod, request);
			attach(request, (result) -> Optional.of(asked.poll(result, this.pollPatience)));
		}
		else if (REACTOR && body != null && FluxCut.isFlux(body)) {
			return trackFlux(value, body, handlerMethod, request);
		}
		return value;
	}

	private Object trackFlux(Object value, Object flux, MethodParameter handlerMethod, NativeWebRequest request) {
		StreamRequest asked = StreamRequest.of(handlerMethod, request);
		boolean events = EventStreams.isOne(value, handlerMethod, request);
		FluxCut cut = new FluxCut();
		attach(request, (result) -> {
			if (cut.isCollected()) {
				return Optional.of(asked.poll(result, this.pollPatience));
			}
			return events ? Optional.of(asked.events(cut::cut)) : Optional.empty();
		});
		Object cuttable = cut.into(flux);
		return (value instanceof ResponseEntity<?> entity)
				? new ResponseEntity<>(cuttable, entity.getHeaders(), entity.getStatusCode()) : cuttable;
	}

	private void attach(NativeWebRequest request, Function<DeferredResult<?>, Optional<OpenStream>> opening) {
		HttpServletRequest servletRequest = request.getNativeRequest(HttpServletRequest.class);
		if (servletRequest != null) {
			StreamInterceptor.attach(WebAsyncUtils.getAsyncManager(servletRequest), this.streams, opening);
		}
	}

}
