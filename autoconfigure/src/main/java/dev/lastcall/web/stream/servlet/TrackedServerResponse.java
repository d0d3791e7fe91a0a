package dev.lastcall.web.stream.servlet;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.MultiValueMap;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;

import dev.lastcall.web.stream.OpenStreams;
import dev.lastcall.web.stream.StreamKind;

/**
 * {@link ServerResponse} that is an event stream and gets registered when it is written.
 *
 * @param delegate the response
 * @param streams where it is registered
 */
record TrackedServerResponse(ServerResponse delegate, OpenStreams streams) implements ServerResponse {

	@Override
	public HttpStatusCode statusCode() {
		return this.delegate.statusCode();
	}

	@Override
	public HttpHeaders headers() {
		return this.delegate.headers();
	}

	@Override
	public MultiValueMap<String, Cookie> cookies() {
		return this.delegate.cookies();
	}

	@Override
	public @Nullable ModelAndView writeTo(HttpServletRequest request, HttpServletResponse response, Context context)
			throws ServletException, IOException {
		EventBoundary boundary = new EventBoundary();
		StreamInterceptor.attach(WebAsyncUtils.getAsyncManager(request), this.streams,
				(result) -> Optional.of(new ServletStream(StreamKind.EVENT_STREAM, StreamRequest.routeOf(request),
						Duration.ZERO, () -> boundary.end(() -> result.setResult(null)))));
		return this.delegate.writeTo(request, new BoundedResponse(response, boundary), context);
	}

}
