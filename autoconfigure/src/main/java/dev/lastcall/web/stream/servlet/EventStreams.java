package dev.lastcall.web.stream.servlet;

import java.util.Collection;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Which responses are event streams. No others may be ended early: a client of
 * server-sent events comes back for the rest, and that of a download takes what it got
 * for the whole.
 */
final class EventStreams {

	private EventStreams() {
	}

	/**
	 * Whether an emitter sends events.
	 * @param value what the handler method returned: the emitter, or an entity with it
	 * @param request the request
	 * @return whether the media type says so
	 */
	static boolean isOne(Object value, NativeWebRequest request) {
		if (value instanceof ResponseEntity<?> entity && entity.getHeaders().getContentType() != null) {
			return isOne(entity.getHeaders().getContentType());
		}
		Object body = (value instanceof ResponseEntity<?> entity) ? entity.getBody() : value;
		return body instanceof SseEmitter || isProduced(request) || isSet(request);
	}

	/**
	 * Whether a reactive value is written as events, by the rules of Spring MVC.
	 * @param value what the handler method returned: the reactive value, or an entity
	 * with it
	 * @param returnType the declaration of the handler method
	 * @param request the request
	 * @return whether the elements or the media type say so
	 */
	static boolean isOne(Object value, MethodParameter returnType, NativeWebRequest request) {
		MethodParameter type = (value instanceof ResponseEntity) ? returnType.nested() : returnType;
		if (ServerSentEvent.class.isAssignableFrom(ResolvableType.forMethodParameter(type).getGeneric().toClass())) {
			return true;
		}
		if (value instanceof ResponseEntity<?> entity && entity.getHeaders().getContentType() != null) {
			return isOne(entity.getHeaders().getContentType());
		}
		String accepted = request.getHeader(HttpHeaders.ACCEPT);
		return isProduced(request) || (accepted != null && accepted.contains(MediaType.TEXT_EVENT_STREAM_VALUE));
	}

	@SuppressWarnings("unchecked")
	private static boolean isProduced(NativeWebRequest request) {
		Collection<MediaType> types = (Collection<MediaType>) request
			.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
		return types != null && types.stream().anyMatch(EventStreams::isOne);
	}

	private static boolean isSet(NativeWebRequest request) {
		HttpServletResponse response = request.getNativeResponse(HttpServletResponse.class);
		String type = (response != null) ? response.getContentType() : null;
		return type != null && type.startsWith(MediaType.TEXT_EVENT_STREAM_VALUE);
	}

	private static boolean isOne(@Nullable MediaType type) {
		return MediaType.TEXT_EVENT_STREAM.includes(type);
	}

}
