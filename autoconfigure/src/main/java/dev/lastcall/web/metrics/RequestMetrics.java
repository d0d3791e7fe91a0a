package dev.lastcall.web.metrics;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.lastcall.web.RequestGate;
import dev.lastcall.web.ServerConnections;

/**
 * {@link MeterBinder} for a {@link RequestGate} and the connections of its servers.
 */
public final class RequestMetrics implements MeterBinder {

	/**
	 * How many requests are in flight, as a gauge.
	 */
	public static final String ACTIVE = "lastcall.requests.active";

	/**
	 * The age of the oldest request in flight, as a gauge.
	 */
	public static final String OLDEST = "lastcall.requests.oldest";

	/**
	 * How many requests were refused, as a counter.
	 */
	public static final String REFUSED = "lastcall.requests.refused";

	/**
	 * How many requests came late, as a counter.
	 */
	public static final String LATE = "lastcall.requests.late";

	/**
	 * How many requests were cut off, as a counter.
	 */
	public static final String CUT = "lastcall.requests.cut";

	/**
	 * How many connections were asked to close, as a counter.
	 */
	public static final String ASKED = "lastcall.connections.asked";

	private static final String REQUESTS = "requests";

	private final RequestGate gate;

	private final List<ServerConnections> servers;

	/**
	 * Creates the binder.
	 * @param gate where requests pass
	 * @param servers the servers that ask for connections to be closed
	 */
	public RequestMetrics(RequestGate gate, List<ServerConnections> servers) {
		this.gate = gate;
		this.servers = List.copyOf(servers);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder(ACTIVE, this.gate, (gate) -> gate.inFlight().count())
			.description("The requests in flight, without those of probes")
			.baseUnit(REQUESTS)
			.register(registry);
		TimeGauge.builder(OLDEST, this.gate, TimeUnit.NANOSECONDS, (gate) -> gate.inFlight().oldest().toNanos())
			.description("The age of the oldest request in flight")
			.register(registry);
		FunctionCounter.builder(REFUSED, this.gate, RequestGate::refused)
			.description("The requests that came too late in a termination and were refused")
			.baseUnit(REQUESTS)
			.register(registry);
		FunctionCounter.builder(LATE, this.gate, RequestGate::late)
			.description("The requests that still came in the last fifth of the longest linger, and were served")
			.baseUnit(REQUESTS)
			.register(registry);
		FunctionCounter.builder(CUT, this.gate, RequestGate::cut)
			.description("The requests that the deadline cut off, and that were answered 503 or broken off")
			.baseUnit(REQUESTS)
			.register(registry);
		FunctionCounter
			.builder(ASKED, this.servers, (servers) -> servers.stream().mapToLong(ServerConnections::asked).sum())
			.description("The connections that were asked to close: by 'Connection: close', or by GOAWAY")
			.baseUnit("connections")
			.register(registry);
	}

}
