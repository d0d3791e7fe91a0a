package dev.lastcall.web.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.lastcall.fixture.Closing;
import dev.lastcall.fixture.RawHttp;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link LateArrival} of Tomcat.
 */
class TomcatLateArrivalTests extends LateArrival {

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

}
