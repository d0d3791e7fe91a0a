package dev.lastcall.web.autoconfigure;

import org.junit.jupiter.api.Test;

import dev.lastcall.fixture.RawHttp;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client of HTTP/1.1 sees on its connection.
 */
abstract class Http1Departure extends DepartureOverHttp {

	@Test
	void nextResponseOfAnOpenConnectionIsItsLast() throws Exception {
		start();
		try (RawHttp http = new RawHttp(port())) {
			assertThat(http.get("/hello").response()).startsWith("HTTP/1.1 200").doesNotContain("close");
			linger();
			assertThat(http.get("/hello").response()).startsWith("HTTP/1.1 200")
				.containsOnlyOnce(CLOSE)
				.endsWith("hello");
			assertThat(http.isClosed()).isTrue();
		}
	}

	@Test
	void lastResponseOfUnknownLengthStillComesInChunks() throws Exception {
		start();
		try (RawHttp http = new RawHttp(port())) {
			http.get("/hello").response();
			linger();
			assertThat(http.get("/stream").response()).containsOnlyOnce(CLOSE)
				.containsIgnoringCase("\r\nTransfer-Encoding: chunked\r\n")
				.endsWith("\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n");
			assertThat(http.isClosed()).isTrue();
		}
	}

	@Test
	void errorPageIsALastResponseToo() throws Exception {
		start();
		try (RawHttp http = new RawHttp(port()); RawHttp other = new RawHttp(port())) {
			linger();
			assertThat(http.get("/broken").response()).startsWith("HTTP/1.1 500")
				.containsOnlyOnce(CLOSE)
				.contains("error");
			assertThat(http.isClosed()).isTrue();
			assertThat(other.get("/nowhere").response()).startsWith("HTTP/1.1 404").containsOnlyOnce(CLOSE);
			assertThat(other.isClosed()).isTrue();
		}
		assertNothingIsInFlight();
	}

	@Test
	void requestThatIsUnderWayIsFinishedAndTheNextResponseIsTheLast() throws Exception {
		start();
		try (RawHttp http = new RawHttp(port())) {
			http.get("/held/7");
			awaitEntered();
			assertThat(gate().inFlight().remaining().details()).singleElement()
				.asString()
				.startsWith("GET /held/{id} for ");
			linger();
			shop().goOn.countDown();
			assertThat(http.response()).startsWith("HTTP/1.1 200").endsWith("held 7");
			assertLast(http);
		}
	}

	@Test
	void asynchronousRequestIsFinishedAndTheNextResponseIsTheLast() throws Exception {
		start();
		try (RawHttp http = new RawHttp(port())) {
			http.get("/later/7");
			awaitEntered();
			linger();
			shop().later.setResult("later");
			assertThat(http.response()).startsWith("HTTP/1.1 200").endsWith("later");
			assertLast(http);
		}
		assertNothingIsInFlight();
	}

	@Test
	void uploadIsReadToItsEnd() throws Exception {
		start();
		try (RawHttp http = new RawHttp(port())) {
			http.send("POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8\r\n\r\nhalf");
			awaitEntered();
			linger();
			http.send("half");
			assertThat(http.response()).startsWith("HTTP/1.1 200").endsWith("halfhalf");
			assertLast(http);
		}
	}

	@Test
	void multipartUploadGetsALastResponse() throws Exception {
		start();
		try (RawHttp http = new RawHttp(port())) {
			linger();
			String body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\ncontent\r\n--b--\r\n";
			http.send(
					"POST /file HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: %d\r\n\r\n%s"
						.formatted(body.length(), body));
			assertThat(http.response()).startsWith("HTTP/1.1 200").containsOnlyOnce(CLOSE).endsWith("a.txt content");
			assertThat(http.isClosed()).isTrue();
		}
	}

	@Test
	void slowReaderGetsEverything() throws Exception {
		start();
		try (RawHttp http = new RawHttp(port())) {
			linger();
			http.get("/large");
			awaitEntered();
			String head = http.head();
			assertThat(head).containsOnlyOnce(CLOSE).containsIgnoringCase("\r\nTransfer-Encoding: chunked\r\n");
			String rest = http.rest();
			assertThat(rest.chars().filter((character) -> character == 0).count()).isEqualTo(WireApplication.LARGE);
			assertThat(rest).endsWith("\r\n0\r\n\r\n");
		}
		assertNothingIsInFlight();
	}

}
