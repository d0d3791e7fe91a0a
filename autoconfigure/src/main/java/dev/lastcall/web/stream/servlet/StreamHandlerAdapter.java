package dev.lastcall.web.stream.servlet;

import java.time.Duration;
import java.util.Collection;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.HandlerAdapter;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.support.HandlerFunctionAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

import dev.lastcall.web.stream.OpenStreams;

/**
 * {@link HandlerAdapter} of functional endpoints, which registers the event streams they
 * open. When the dispatcher servlet collects its adapters, on its first request, this one
 * also puts itself between handler methods and what they return; nothing is done for
 * streams before.
 */
public final class StreamHandlerAdapter implements HandlerAdapter, Ordered {

	private final HandlerFunctionAdapter functions;

	private final OpenStreams streams;

	/**
	 * Creates the adapter, and looks at what handler methods return from now on.
	 * @param methods the adapters of handler methods
	 * @param functions the adapter of functional endpoints
	 * @param streams where streams are registered
	 * @param pollPatience how long an answer may take before it counts as a long poll
	 */
	public StreamHandlerAdapter(Collection<RequestMappingHandlerAdapter> methods, HandlerFunctionAdapter functions,
			OpenStreams streams, Duration pollPatience) {
		this.functions = functions;
		this.streams = streams;
		MvcStreams mvcStreams = new MvcStreams(streams, pollPatience);
		methods.forEach((adapter) -> StreamReturnValueHandler.install(adapter, mvcStreams));
	}

	// Just before the one it stands for.
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE - 1;
	}

	@Override
	public boolean supports(Object handler) {
		return handler instanceof HandlerFunction;
	}

	@Override
	public @Nullable ModelAndView handle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws Exception {
		HandlerFunction<?> function = (HandlerFunction<?>) handler;
		HandlerFunction<ServerResponse> tracking = (asked) -> {
			ServerResponse answer = function.handle(asked);
			return isEventStream(answer) ? new TrackedServerResponse(answer, this.streams) : answer;
		};
		return this.functions.handle(request, response, tracking);
	}

	private static boolean isEventStream(@Nullable ServerResponse answer) {
		return answer != null && MediaType.TEXT_EVENT_STREAM.includes(answer.headers().getContentType());
	}

}
