package dev.lastcall.web.netty;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Hooks;

import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.Http;
import dev.lastcall.termination.Coordinator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests to a WebFlux application on Reactor Netty, from the first byte to the last.
 */
@Tag("reactor-netty")
@Timeout(60)
class NettyRequestTests {

	@Test
	void requestIsInFlightUntilItIsAnsweredAndKnownByItsRoute() throws Exception {
		try (RunningShop shop = new RunningShop(); RawConnection wire = new RawConnection(shop.port())) {
			wire.get("/delayed/17");
			shop.handlers().awaitEntered();
			assertThat(shop.gate().inFlight().remaining().details()).singleElement()
				.asString()
				.startsWith("GET /delayed/{id} for ");
			shop.handlers().answer.tryEmitValue("answer");
			assertThat(wire.readResponse()).endsWith("answer");
			RunningShop.await(shop.gate().inFlight()::isEmpty);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/broken", "/nowhere" })
	void flightOfARequestThatFailsEnds(String path) throws Exception {
		try (RunningShop shop = new RunningShop(); RawConnection wire = new RawConnection(shop.port())) {
			assertThat(wire.get(path).readResponse()).contains("\"status\":");
			RunningShop.await(shop.gate().inFlight()::isEmpty);
		}
	}

	@Test
	void flightOfARequestEndsWhoseClientHasGone() throws Exception {
		try (RunningShop shop = new RunningShop()) {
			try (RawConnection wire = new RawConnection(shop.port())) {
				wire.get("/delayed/1");
				shop.handlers().awaitEntered();
			}
			assertThat(shop.handlers().cancelled.await(20, TimeUnit.SECONDS)).isTrue();
			RunningShop.await(shop.gate().inFlight()::isEmpty);
		}
	}

	@Test
	void requestThatComesTooLateIsRefused() throws Exception {
		try (RunningShop shop = new RunningShop().untilWork(); RawConnection wire = new RawConnection(shop.port())) {
			String response = wire.get("/hello").readResponse();
			assertThat(response).startsWith("HTTP/1.1 503 Service Unavailable\r\n")
				.containsIgnoringCase("\r\nretry-after: 1\r\n")
				.containsIgnoringCase("\r\nconnection: close\r\n")
				.containsIgnoringCase("\r\ncontent-type: application/problem+json\r\n")
				.contains("This instance is leaving");
			assertThat(wire.readRest()).isEmpty();
			assertThat(shop.gate().refused()).isOne();
			shop.untilEnd();
		}
	}

	@Test
	void probesAreAnsweredToTheEnd() throws Exception {
		try (RunningShop shop = new RunningShop().untilWork()) {
			assertThat(Http.get(shop.port(), "/probe").body()).isEqualTo("hello");
			assertThat(Http.status(shop.port(), "/actuator/health/liveness")).isEqualTo(200);
			assertThat(Http.status(shop.port(), "/actuator/health/readiness")).isEqualTo(503);
			shop.untilEnd();
		}
	}

	@Test
	void probesAreAnsweredBelowTheBasePath() throws Exception {
		try (RunningShop shop = new RunningShop("--spring.webflux.base-path=/shop").untilWork()) {
			assertThat(Http.get(shop.port(), "/shop/probe").body()).isEqualTo("hello");
			assertThat(Http.status(shop.port(), "/shop/hello")).isEqualTo(503);
			assertThat(Http.status(shop.port(), "/shop/actuator/health/liveness")).isEqualTo(200);
			shop.untilEnd();
		}
	}

	@Test
	void managementPortIsNotTouched() throws Exception {
		try (RunningShop shop = new RunningShop("--management.server.port=0");
				RawConnection wire = new RawConnection(shop.managementPort())) {
			shop.untilWork();
			String response = wire.get("/actuator/health/liveness").readResponse();
			assertThat(response).startsWith("HTTP/1.1 200 OK\r\n").doesNotContainIgnoringCase("connection: close");
			assertThat(wire.get("/actuator/health/liveness").readResponse()).startsWith("HTTP/1.1 200 OK\r\n");
			assertThat(shop.gate().refused()).isZero();
			shop.untilEnd();
		}
	}

	@Test
	void requestInFlightIsFinishedWhileLaterOnesAreRefused() throws Exception {
		try (RunningShop shop = new RunningShop(); RawConnection wire = new RawConnection(shop.port())) {
			wire.get("/delayed/1");
			shop.handlers().awaitEntered();
			shop.untilWork();
			assertThat(Http.status(shop.port(), "/hello")).isEqualTo(503);
			assertThat(shop.context().getBean(Coordinator.class).stage()).isEqualTo(Stage.WORK);
			shop.handlers().answer.tryEmitValue("answer");
			assertThat(wire.readResponse()).startsWith("HTTP/1.1 200 OK\r\n")
				.containsIgnoringCase("\r\nconnection: close\r\n")
				.endsWith("answer");
			assertThat(wire.readRest()).isEmpty();
			shop.untilEnd();
		}
	}

	@Test
	void requestThatRunsAtTheDeadlineIsCancelledAndRefused() throws Exception {
		try (RunningShop shop = new RunningShop("--lastcall.budget.grace-period=4s", "--lastcall.budget.margin=1s");
				RawConnection wire = new RawConnection(shop.port())) {
			wire.get("/delayed/1");
			shop.handlers().awaitEntered();
			shop.untilWork();
			assertThat(wire.readResponse()).startsWith("HTTP/1.1 503 Service Unavailable\r\n")
				.containsIgnoringCase("\r\nretry-after: 1\r\n");
			assertThat(wire.readRest()).isEmpty();
			assertThat(shop.handlers().cancelled.await(20, TimeUnit.SECONDS)).isTrue();
			RunningShop.await(shop.gate().inFlight()::isEmpty);
			shop.untilEnd();
		}
	}

	@Test
	void handlersHaveTheirContext() throws Exception {
		try (RunningShop shop = new RunningShop()) {
			assertThat(Http.get(shop.port(), "/context").body())
				.isEqualTo("argument work, attribute work, context work, current unending");
		}
	}

	@Test
	void operatorsHaveTheirContextWhereItIsPropagated() throws Exception {
		// As Spring Boot does it for 'spring.reactor.context-propagation=auto'.
		Hooks.enableAutomaticContextPropagation();
		try (RunningShop shop = new RunningShop()) {
			assertThat(Http.get(shop.port(), "/context").body()).endsWith("context work, current work");
		}
		finally {
			Hooks.disableAutomaticContextPropagation();
		}
	}

	@Test
	void uploadIsFinished() throws Exception {
		try (RunningShop shop = new RunningShop(); RawConnection wire = new RawConnection(shop.port())) {
			wire.send(
					"POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\nContent-Length: 8\r\n\r\nhalf");
			shop.handlers().awaitEntered();
			shop.untilWork();
			assertThat(wire.send("half").readResponse()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("got 8");
			shop.untilEnd();
		}
	}

	@Test
	void slowReaderGetsEverything() throws Exception {
		try (RunningShop shop = new RunningShop(); RawConnection wire = new RawConnection(shop.port())) {
			wire.get("/big");
			shop.handlers().awaitEntered();
			shop.untilWork();
			assertThat(wire.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
			String body = wire.readUntil("\r\n0\r\n\r\n");
			assertThat(body.length()).isGreaterThan(1024 * 16 * 1024);
			shop.untilEnd();
		}
	}

}
