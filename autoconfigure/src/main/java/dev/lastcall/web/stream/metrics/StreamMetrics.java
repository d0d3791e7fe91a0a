package dev.lastcall.web.stream.metrics;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.lastcall.web.stream.OpenStreams;
import dev.lastcall.web.stream.StreamKind;

/**
 * {@link MeterBinder} for {@link OpenStreams}.
 */
public final class StreamMetrics implements MeterBinder {

	/**
	 * How many streams are open, as a gauge with the tag {@code kind}.
	 */
	public static final String OPEN = "lastcall.streams.open";

	/**
	 * The age of the oldest open stream, as a gauge.
	 */
	public static final String OLDEST = "lastcall.streams.oldest";

	/**
	 * How many streams were told to go, as a counter.
	 */
	public static final String TOLD = "lastcall.streams.told";

	private static final String STREAMS = "streams";

	private final OpenStreams streams;

	/**
	 * Creates the binder.
	 * @param streams the streams
	 */
	public StreamMetrics(OpenStreams streams) {
		this.streams = streams;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (StreamKind kind : StreamKind.values()) {
			Gauge.builder(OPEN, this.streams, (streams) -> streams.size(kind))
				.description("The event streams, long polls and WebSocket sessions that are open")
				.tag("kind", kind.label().replace(' ', '-'))
				.baseUnit(STREAMS)
				.register(registry);
		}
		TimeGauge.builder(OLDEST, this.streams, TimeUnit.NANOSECONDS, (streams) -> streams.oldest().toNanos())
			.description("The age of the oldest open stream")
			.register(registry);
		FunctionCounter.builder(TOLD, this.streams, OpenStreams::told)
			.description("The streams that were told to go in a termination")
			.baseUnit(STREAMS)
			.register(registry);
	}

}
