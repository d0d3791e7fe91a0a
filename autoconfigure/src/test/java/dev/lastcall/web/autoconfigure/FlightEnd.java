package dev.lastcall.web.autoconfigure;

import org.junit.jupiter.api.Test;

import dev.lastcall.fixture.RawHttp;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * However a request ends, its flight does.
 */
abstract class FlightEnd extends DepartureOverHttp {

	@Test
	void asynchronousRequestThatTimesOutEndsItsFlight() throws Exception {
		start();
		try (RawHttp http = new RawHttp(port())) {
			assertThat(http.get("/timeout").response()).startsWith("HTTP/1.1 503");
		}
		assertNothingIsInFlight();
	}

	@Test
	void asynchronousRequestThatFailsEndsItsFlight() throws Exception {
		start();
		try (RawHttp http = new RawHttp(port())) {
			http.get("/later/7");
			awaitEntered();
			assertThat(gate().inFlight().remaining().details()).singleElement()
				.asString()
				.startsWith("GET /later/{id} for ");
			shop().later.setErrorResult(new IllegalStateException("broken"));
			assertThat(http.response()).startsWith("HTTP/1.1 500");
		}
		assertNothingIsInFlight();
	}

	@Test
	void asynchronousRequestWhoseClientIsGoneEndsItsFlight() throws Exception {
		start();
		try (RawHttp http = new RawHttp(port())) {
			http.get("/later/7");
			awaitEntered();
		}
		shop().later.setResult("later");
		assertNothingIsInFlight();
	}

	@Test
	void responseWhoseClientIsGoneEndsItsFlight() throws Exception {
		start();
		try (RawHttp http = new RawHttp(port())) {
			http.get("/large").head();
			awaitEntered();
		}
		assertNothingIsInFlight();
	}

	@Test
	void uploadWhoseClientIsGoneEndsItsFlight() throws Exception {
		start();
		try (RawHttp http = new RawHttp(port())) {
			http.send("POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8\r\n\r\nhalf");
			awaitEntered();
		}
		assertNothingIsInFlight();
	}

}
