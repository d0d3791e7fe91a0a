package dev.lastcall.termination.metrics;

import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;

import dev.lastcall.drain.Drain;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.Outlook;

/**
 * Gauges of what is predicted for drains. None of them is a number unless the drain runs,
 * or ran last, and could tell what it had left.
 */
final class OutlookMetrics {

	/**
	 * The age of the oldest item that a drain has left, as a gauge.
	 */
	static final String OLDEST = "lastcall.drain.oldest";

	/**
	 * How fast a drain comes to rest, as a gauge.
	 */
	static final String RATE = "lastcall.drain.rate";

	/**
	 * How long a drain will take, as a gauge.
	 */
	static final String TIME_TO_EMPTY = "lastcall.drain.time.to.empty";

	/**
	 * Whether a drain will make its deadline, as a gauge.
	 */
	static final String IN_TIME = "lastcall.drain.in.time";

	private final MeterRegistry registry;

	private final Coordinator coordinator;

	OutlookMetrics(MeterRegistry registry, Coordinator coordinator) {
		this.registry = registry;
		this.coordinator = coordinator;
	}

	void bind(Drain drain) {
		TimeGauge
			.builder(OLDEST, drain, TimeUnit.NANOSECONDS,
					(it) -> it.remaining().oldest().map((age) -> (double) age.toNanos()).orElse(Double.NaN))
			.description("The age of the oldest item that the drain has left, if it can tell")
			.tag("drain", drain.name())
			.strongReference(true)
			.register(this.registry);
		Gauge.builder(RATE, drain, (it) -> value(it, Outlook::rate))
			.description("How many items fewer the drain has left each second, while it runs")
			.tag("drain", drain.name())
			.strongReference(true)
			.register(this.registry);
		TimeGauge.builder(TIME_TO_EMPTY, drain, TimeUnit.NANOSECONDS, (it) -> value(it, this::nanosToEmpty))
			.description("The time that the drain will take at this rate")
			.tag("drain", drain.name())
			.strongReference(true)
			.register(this.registry);
		Gauge.builder(IN_TIME, drain, (it) -> value(it, (outlook) -> outlook.isInTime() ? 1 : 0))
			.description("Whether the drain will make its deadline: 1 if it will, 0 if it will not")
			.tag("drain", drain.name())
			.strongReference(true)
			.register(this.registry);
	}

	private double value(Drain drain, ToDoubleFunction<Outlook> value) {
		Outlook outlook = this.coordinator.outlook(drain.name()).orElse(null);
		return (outlook != null) ? value.applyAsDouble(outlook) : Double.NaN;
	}

	private double nanosToEmpty(Outlook outlook) {
		return outlook.timeToEmpty().map((time) -> (double) time.toNanos()).orElse(Double.POSITIVE_INFINITY);
	}

}
