package dev.lastcall.web.stream.servlet;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Where a {@link Flux} that a handler returned can be cut: between two elements, so that
 * what is written ends with a whole one. Knows whether its elements are written one by
 * one or collected first, because only then everything is requested at once.
 */
final class FluxCut {

	private final Sinks.Empty<Void> end = Sinks.empty();

	private volatile boolean collected;

	/**
	 * Whether a value is something of Reactor that gives one element at most.
	 * @param value the value
	 * @return {@code true} for a {@link Mono}
	 */
	static boolean isMono(Object value) {
		return value instanceof Mono;
	}

	/**
	 * Whether a value can be cut.
	 * @param value the value
	 * @return {@code true} for a {@link Flux}
	 */
	static boolean isFlux(Object value) {
		return value instanceof Flux;
	}

	/**
	 * Makes the cut possible.
	 * @param value a {@link Flux}
	 * @return what is to be returned in its place
	 */
	Object into(Object value) {
		return ((Flux<?>) value).takeUntilOther(this.end.asMono()).doOnRequest((count) -> {
			if (count == Long.MAX_VALUE) {
				this.collected = true;
			}
		});
	}

	/**
	 * Whether the elements are collected and not streamed. Known once somebody has
	 * subscribed.
	 * @return {@code true} if all were requested at once
	 */
	boolean isCollected() {
		return this.collected;
	}

	/**
	 * Cuts after the element that is being written.
	 */
	void cut() {
		this.end.tryEmitEmpty();
	}

}
