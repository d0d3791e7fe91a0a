package dev.lastcall.web.reactive;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import dev.lastcall.web.stream.FinishesItself;
import dev.lastcall.web.stream.OpenStream;
import dev.lastcall.web.stream.OpenStreams;
import dev.lastcall.web.stream.StreamKind;

/**
 * {@link ServerHttpResponseDecorator} that lets server-sent events be told to go: they
 * complete after the present event, as if their source had come to an end. Other
 * responses pass unchanged. Knows the request's attributes once they exist.
 */
class StreamedResponse extends ServerHttpResponseDecorator {

	private final OpenStreams streams;

	private final String path;

	private volatile @Nullable Map<String, Object> attributes;

	private volatile Sinks.@Nullable Empty<Void> told;

	private StreamedResponse(ServerHttpResponse response, String path, OpenStreams streams) {
		super(response);
		this.path = path;
		this.streams = streams;
	}

	static StreamedResponse of(ServerHttpResponse response, String path, OpenStreams streams) {
		return (response instanceof ZeroCopyHttpOutputMessage) ? new ZeroCopy(response, path, streams)
				: new StreamedResponse(response, path, streams);
	}

	/**
	 * Tells the attributes of the request, among them in time its route and its handler.
	 * @param attributes the live attributes
	 */
	void know(Map<String, Object> attributes) {
		this.attributes = attributes;
	}

	/**
	 * The request in words that an operator recognises.
	 * @return its route, or its path before that is known
	 */
	String subject() {
		Object route = attribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		return (route != null) ? route.toString() : this.path;
	}

	private @Nullable Object attribute(String name) {
		Map<String, Object> attributes = this.attributes;
		return (attributes != null) ? attributes.get(name) : null;
	}

	@Override
	public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		return isEvents() ? register(body) : super.writeAndFlushWith(body);
	}

	private Mono<Void> register(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		return Mono.defer(() -> {
			Sinks.Empty<Void> told = Sinks.empty();
			this.told = told;
			OpenStreams.Registration registration = this.streams.register(new GatedStream(StreamKind.EVENT_STREAM,
					subject(), finishesItself() ? OpenStream.FOREVER : Duration.ZERO, told::tryEmitEmpty));
			return super.writeAndFlushWith(Flux.from(body).takeUntilOther(told.asMono()))
				.doFinally((signal) -> registration.close());
		});
	}

	// The client of anything else would take what it has for the whole.
	private boolean isEvents() {
		return MediaType.TEXT_EVENT_STREAM.isCompatibleWith(getHeaders().getContentType());
	}

	private boolean finishesItself() {
		return attribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod method
				&& (method.hasMethodAnnotation(FinishesItself.class)
						|| method.getBeanType().isAnnotationPresent(FinishesItself.class));
	}

	/**
	 * Ends the stream, if there is one.
	 * @return {@code false} if this is no stream
	 */
	boolean tellToGo() {
		Sinks.Empty<Void> told = this.told;
		if (told == null) {
			return false;
		}
		told.tryEmitEmpty();
		return true;
	}

	/**
	 * {@link StreamedResponse} of a server that sends files without copying them.
	 */
	private static final class ZeroCopy extends StreamedResponse implements ZeroCopyHttpOutputMessage {

		private ZeroCopy(ServerHttpResponse response, String path, OpenStreams streams) {
			super(response, path, streams);
		}

		@Override
		public Mono<Void> writeWith(Path file, long position, long count) {
			return ((ZeroCopyHttpOutputMessage) getDelegate()).writeWith(file, position, count);
		}

	}

}
