package dev.lastcall.web.autoconfigure;

import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.lastcall.fixture.Closing;
import dev.lastcall.fixture.RawHttp;
import dev.lastcall.fixture.RawHttp2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What becomes of clients that come late, or stay.
 */
abstract class LateArrival extends DepartureOverHttp {

	@Test
	void idleConnectionsAreClosedAtTheEndOfTheLinger() throws Exception {
		start("lastcall.linger.minimum", "1s");
		try (RawHttp http = new RawHttp(port()); RawHttp2 http2 = RawHttp2.connect(port())) {
			http.get("/hello").response();
			http2.status(http2.get("/hello"));
			this.lingering.release();
			Closing closing = Closing.of(this.context);
			assertThat(http.isClosed()).isTrue();
			assertThat(http2.awaitGoAway()).isEqualTo(Integer.MAX_VALUE);
			assertThat(http2.awaitEnd()).extracting(RawHttp2.Frame::type).contains(RawHttp2.GOAWAY);
			this.work.awaitBegun();
			this.work.release();
			closing.awaitEnd();
		}
	}

	@Test
	void lateRequestIsRejectedFromTheLingerOn() throws Exception {
		start("lastcall.web.late-requests", "reject", "lastcall.drains.lingering.after",
				"http-connections,http-accept");
		try (RawHttp http = new RawHttp(port())) {
			linger();
			assertRejected(http);
			assertHttp2IsRejected();
			assertProbesAreAnswered();
		}
		assertThat(gate().refused()).isEqualTo(2);
	}

	@Test
	void lateConnectionIsRefusedFromTheLingerOn() throws Exception {
		start("lastcall.web.late-requests", "refuse");
		try (RawHttp http = new RawHttp(port())) {
			http.get("/hello").response();
			linger();
			assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new RawHttp(port()));
			assertLast(http);
		}
	}

	@Test
	void whoeverComesAfterTheLingerIsAnsweredThoughEveryThreadIsTaken() throws Exception {
		start("server.tomcat.threads.max", "2", "server.tomcat.threads.min-spare", "2", "server.tomcat.max-connections",
				"3", "server.jetty.threads.max", "8", "server.jetty.max-connections", "8");
		List<RawHttp> connections = new ArrayList<>();
		try (RawHttp first = new RawHttp(port()).get("/held/1")) {
			awaitEntered();
			for (int more = 2; more <= 8; more++) {
				connections.add(new RawHttp(port()).get("/held/" + more));
			}
			try (RawHttp late = new RawHttp(port())) {
				Closing closing = closeUntilWork();
				assertRejected(late);
				shop().goOn.countDown();
				assertThat(first.response()).endsWith("held 1");
				this.work.release();
				closing.awaitEnd();
			}
		}
		finally {
			for (RawHttp connection : connections) {
				connection.close();
			}
		}
	}

	@Test
	void afterTheLingerEverybodyIsRejectedAndProbesAreAnswered() throws Exception {
		start();
		try (RawHttp http = new RawHttp(port())) {
			http.get("/hello").response();
			Closing closing = closeUntilWork();
			assertRejected(http);
			assertHttp2IsRejected();
			assertProbesAreAnswered();
			this.work.release();
			closing.awaitEnd();
		}
	}

	@Test
	void requestHasTheContextAsAnAttribute() throws Exception {
		start();
		try (RawHttp http = new RawHttp(port())) {
			assertThat(http.get("/context").response()).endsWith("true");
		}
	}

}
