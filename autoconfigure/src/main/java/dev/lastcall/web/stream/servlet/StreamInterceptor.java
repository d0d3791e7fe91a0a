package dev.lastcall.web.stream.servlet;

import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.DeferredResultProcessingInterceptor;
import org.springframework.web.context.request.async.WebAsyncManager;

import dev.lastcall.web.stream.OpenStream;
import dev.lastcall.web.stream.OpenStreams;
import dev.lastcall.web.stream.OpenStreams.Registration;

/**
 * {@link DeferredResultProcessingInterceptor} of one request, which registers its stream
 * for as long as it is open. Every asynchronous response but that of a callable has a
 * deferred result, also those that are written piece by piece.
 */
final class StreamInterceptor implements DeferredResultProcessingInterceptor {

	private static final Object KEY = StreamInterceptor.class;

	private final OpenStreams streams;

	private final Function<DeferredResult<?>, Optional<OpenStream>> opening;

	// Written by the thread that starts the request, read by the one that ends it; the
	// server hands over from one to the other.
	private @Nullable Registration registration;

	private StreamInterceptor(OpenStreams streams, Function<DeferredResult<?>, Optional<OpenStream>> opening) {
		this.streams = streams;
		this.opening = opening;
	}

	/**
	 * Registers the stream that a request is about to open.
	 * @param manager the asynchronous side of the request
	 * @param streams where to register it
	 * @param opening gives the stream, if it is one, once it has opened
	 */
	static void attach(WebAsyncManager manager, OpenStreams streams,
			Function<DeferredResult<?>, Optional<OpenStream>> opening) {
		manager.registerDeferredResultInterceptor(KEY, new StreamInterceptor(streams, opening));
	}

	@Override
	public <T> void preProcess(NativeWebRequest request, DeferredResult<T> result) {
		// A request that goes on as another one keeps its interceptors.
		if (this.registration == null) {
			this.registration = this.opening.apply(result).map(this.streams::register).orElse(null);
		}
	}

	@Override
	public <T> void afterCompletion(NativeWebRequest request, DeferredResult<T> result) {
		if (this.registration != null) {
			this.registration.close();
		}
	}

}
