package dev.lastcall.web.stream.servlet;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.mvc.method.annotation.DeferredResultMethodReturnValueHandler;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitterReturnValueHandler;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityReturnValueHandler;

/**
 * {@link HandlerMethodReturnValueHandler} around one of Spring MVC's, which looks at the
 * values that may open a stream. Requests that open none pay nothing for it: interceptors
 * that were configured for all would be registered for each.
 */
final class StreamReturnValueHandler implements HandlerMethodReturnValueHandler {

	private static final List<Class<?>> OPENING_STREAMS = List.of(ResponseBodyEmitterReturnValueHandler.class,
			DeferredResultMethodReturnValueHandler.class, ResponseEntityReturnValueHandler.class);

	private final HandlerMethodReturnValueHandler delegate;

	private final MvcStreams streams;

	private StreamReturnValueHandler(HandlerMethodReturnValueHandler delegate, MvcStreams streams) {
		this.delegate = delegate;
		this.streams = streams;
	}

	/**
	 * Puts itself around the handlers of Spring MVC that open streams. Those of the
	 * application are left alone.
	 * @param adapter the adapter whose handlers they are
	 * @param streams what becomes of the values
	 */
	static void install(RequestMappingHandlerAdapter adapter, MvcStreams streams) {
		List<HandlerMethodReturnValueHandler> handlers = adapter.getReturnValueHandlers();
		if (handlers != null) {
			adapter.setReturnValueHandlers(handlers.stream().map((handler) -> around(handler, streams)).toList());
		}
	}

	private static HandlerMethodReturnValueHandler around(HandlerMethodReturnValueHandler handler, MvcStreams streams) {
		return OPENING_STREAMS.contains(handler.getClass()) ? new StreamReturnValueHandler(handler, streams) : handler;
	}

	@Override
	public boolean supportsReturnType(MethodParameter returnType) {
		return this.delegate.supportsReturnType(returnType);
	}

	@Override
	public void handleReturnValue(@Nullable Object returnValue, MethodParameter returnType,
			ModelAndViewContainer container, NativeWebRequest request) throws Exception {
		Object value = (returnValue != null) ? this.streams.track(returnValue, returnType, request) : null;
		this.delegate.handleReturnValue(value, returnType, container, request);
	}

}
