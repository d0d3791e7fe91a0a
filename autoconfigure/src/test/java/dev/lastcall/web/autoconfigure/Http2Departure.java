package dev.lastcall.web.autoconfigure;

import org.junit.jupiter.api.Test;

import dev.lastcall.fixture.RawHttp2;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client of HTTP/2 sees on its connection.
 */
abstract class Http2Departure extends DepartureOverHttp {

	@Test
	void http2HearsOfTheEndAndFinishesWhatIsUnderWay() throws Exception {
		start();
		try (RawHttp2 http = RawHttp2.connect(port())) {
			int held = http.get("/held/7");
			awaitEntered();
			assertThat(http.has(RawHttp2.GOAWAY)).isFalse();
			linger();
			assertThat(http.awaitGoAway()).as("first GOAWAY").isEqualTo(Integer.MAX_VALUE);
			shop().goOn.countDown();
			assertThat(http.status(held)).isEqualTo("200");
			assertThat(http.body(held)).isEqualTo("held 7");
		}
		try (RawHttp2 http = RawHttp2.connect(port())) {
			assertThat(http.status(http.get("/hello"))).as("listener").isEqualTo("200");
		}
	}

	@Test
	void http2UploadAndAsynchronousRequestAreFinished() throws Exception {
		start();
		try (RawHttp2 http = RawHttp2.connect(port())) {
			int later = http.get("/later/7");
			awaitEntered();
			int upload = http.post("/echo");
			http.data(upload, "half", false);
			linger();
			assertThat(http.awaitGoAway()).isEqualTo(Integer.MAX_VALUE);
			http.data(upload, "half", true);
			assertThat(http.status(upload)).isEqualTo("200");
			assertThat(http.body(upload)).isEqualTo("halfhalf");
			shop().later.setResult("later");
			assertThat(http.status(later)).isEqualTo("200");
			assertThat(http.body(later)).isEqualTo("later");
		}
		assertNothingIsInFlight();
	}

	@Test
	void http2SlowReaderGetsEverything() throws Exception {
		start();
		try (RawHttp2 http = RawHttp2.connect(port())) {
			int large = http.get("/large");
			awaitEntered();
			assertThat(http.status(large)).isEqualTo("200");
			linger();
			assertThat(http.awaitGoAway()).isEqualTo(Integer.MAX_VALUE);
			http.allow(0, WireApplication.LARGE);
			http.allow(large, WireApplication.LARGE);
			assertThat(http.body(large)).hasSize(WireApplication.LARGE);
		}
		assertNothingIsInFlight();
	}

	@Test
	void http2ErrorPageIsSent() throws Exception {
		start();
		try (RawHttp2 http = RawHttp2.connect(port())) {
			int broken = http.get("/held/broken");
			awaitEntered();
			linger();
			shop().goOn.countDown();
			assertThat(http.status(broken)).isEqualTo("500");
			assertThat(http.body(broken)).contains("error");
		}
	}

}
