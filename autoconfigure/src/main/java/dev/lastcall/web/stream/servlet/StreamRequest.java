package dev.lastcall.web.stream.servlet;

import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.DeferredResult;

import dev.lastcall.web.servlet.Routes;
import dev.lastcall.web.stream.FinishesItself;
import dev.lastcall.web.stream.OpenStream;
import dev.lastcall.web.stream.StreamKind;

/**
 * The request that opens a stream.
 *
 * @param path its route
 * @param safe whether it changes nothing, so that its client may send it again
 * @param finishesItself whether its handler method wants to finish by itself
 */
record StreamRequest(String path, boolean safe, boolean finishesItself) {

	static StreamRequest of(MethodParameter handlerMethod, NativeWebRequest request) {
		HttpServletRequest servletRequest = request.getNativeRequest(HttpServletRequest.class);
		String method = (servletRequest != null) ? servletRequest.getMethod() : "";
		return new StreamRequest((servletRequest != null) ? routeOf(servletRequest) : "",
				method.equals(HttpMethod.GET.name()) || method.equals(HttpMethod.HEAD.name()),
				handlerMethod.hasMethodAnnotation(FinishesItself.class) || AnnotatedElementUtils
					.hasAnnotation(handlerMethod.getContainingClass(), FinishesItself.class));
	}

	static String routeOf(HttpServletRequest request) {
		return Routes.of(request).orElseGet(request::getRequestURI);
	}

	OpenStream events(ServletStream.Going end) {
		return new ServletStream(StreamKind.EVENT_STREAM, this.path,
				this.finishesItself ? OpenStream.FOREVER : Duration.ZERO, end);
	}

	/**
	 * A request whose answer is awaited. What changes something is work and no poll, and
	 * so is what takes only a moment.
	 * @param result its answer
	 * @param patience how long an answer may take before it counts as a poll
	 * @return the stream
	 */
	OpenStream poll(DeferredResult<?> result, Duration patience) {
		return new ServletStream(StreamKind.LONG_POLL, this.path,
				(this.safe && !this.finishesItself) ? patience : OpenStream.FOREVER, () -> Refusal.answer(result));
	}

}
