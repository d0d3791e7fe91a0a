package dev.lastcall.web.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.lastcall.flight.Flight;
import dev.lastcall.test.SteppedTicker;
import dev.lastcall.web.RequestGate;
import dev.lastcall.web.ServerConnections;

import static org.assertj.core.api.Assertions.assertThat;

class RequestMetricsTests {

	private final SteppedTicker ticker = new SteppedTicker();

	private final RequestGate gate = new RequestGate(this.ticker);

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@BeforeEach
	void bind() {
		new RequestMetrics(this.gate, List.of(asked(2), asked(3))).bindTo(this.registry);
	}

	private static ServerConnections asked(long asked) {
		return new ServerConnections() {

			@Override
			public boolean isEffective() {
				return true;
			}

			@Override
			public long asked() {
				return asked;
			}

		};
	}

	@Test
	void connectionsOfAllServersAreCounted() {
		assertThat(this.registry.get(RequestMetrics.ASKED).functionCounter().count()).isEqualTo(5);
	}

	@Test
	void requestsInFlightAreCounted() {
		assertThat(active()).isZero();
		Optional<Flight> one = this.gate.enter("GET", "/one");
		this.gate.enter("GET", "/other");
		assertThat(active()).isEqualTo(2);
		one.orElseThrow().end();
		assertThat(active()).isOne();
	}

	private double active() {
		return this.registry.get(RequestMetrics.ACTIVE).gauge().value();
	}

	@Test
	void ageIsThatOfTheOldestRequest() {
		assertThat(oldestSeconds()).isZero();
		this.ticker.advance(Duration.ofSeconds(1));
		this.gate.enter("GET", "/old");
		this.ticker.advance(Duration.ofSeconds(3));
		this.gate.enter("GET", "/new");
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(oldestSeconds()).isEqualTo(4);
	}

	private double oldestSeconds() {
		return this.registry.get(RequestMetrics.OLDEST).timeGauge().value(TimeUnit.SECONDS);
	}

	@Test
	void refusedRequestsAreCounted() {
		this.gate.enter("GET", "/early");
		assertThat(refused()).isZero();
		this.gate.refuse();
		this.gate.enter("GET", "/late");
		assertThat(refused()).isOne();
		assertThat(active()).isOne();
	}

	@Test
	void lateRequestsAreCounted() {
		this.gate.ask();
		this.gate.enter("GET", "/early");
		this.gate.expectNone();
		this.gate.enter("GET", "/late");
		assertThat(this.registry.get(RequestMetrics.LATE).functionCounter().count()).isOne();
	}

	private double refused() {
		return this.registry.get(RequestMetrics.REFUSED).functionCounter().count();
	}

}
