package dev.lastcall.sample.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.lastcall.sample.process.HttpConnection.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@RequiresHaProxy
class HaProxyIT {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	@TempDir
	private Path directory;

	private HttpServer server;

	private HaProxy proxy;

	private volatile int readiness = 200;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", (exchange) -> answer(exchange, 200));
		this.server.createContext("/actuator/health/readiness", (exchange) -> answer(exchange, this.readiness));
		this.server.start();
		int port = this.server.getAddress().getPort();
		this.proxy = HaProxy.start(this.directory, List.of(new HaProxy.Server("blue", port, port)));
		this.proxy.awaitUp("blue", TIMEOUT);
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
		// Null if there is no HAProxy where there should be one.
		if (this.proxy != null) {
			this.proxy.close();
		}
	}

	@Test
	void answerNamesItsServer() throws IOException {
		try (HttpConnection connection = HttpConnection.open(this.proxy.port(), TIMEOUT)) {
			Answer answer = connection.get("/");
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.headers()).containsEntry(HaProxy.SERVED_BY, "blue");
			assertThat(answer.closes()).isFalse();
		}
	}

	@Test
	void serverFollowsItsReadiness() throws IOException {
		this.readiness = 503;
		this.proxy.awaitDown("blue", TIMEOUT);
		try (HttpConnection connection = HttpConnection.open(this.proxy.port(), TIMEOUT)) {
			Answer answer = connection.get("/");
			assertThat(answer.status()).isEqualTo(503);
			assertThat(answer.headers()).doesNotContainKey(HaProxy.SERVED_BY);
		}
		this.readiness = 200;
		this.proxy.awaitUp("blue", TIMEOUT);
	}

	@Test
	void serverThatIsGoneIsNotHiddenFromTheClient() throws IOException {
		this.server.stop(0);
		try (HttpConnection connection = HttpConnection.open(this.proxy.port(), TIMEOUT)) {
			assertThat(connection.get("/").status()).isEqualTo(503);
		}
		assertThat(this.proxy.output()).contains("servers/blue", " 503 ");
	}

	@Test
	void waitingInVainEndsWithTheLog() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.proxy.awaitDown("blue", Duration.ofMillis(100)))
			.withMessageContaining("HAProxy did not see 'blue' DOWN within 100 ms")
			.withMessageContaining("Layer7 check passed");
	}

	private static void answer(HttpExchange exchange, int status) throws IOException {
		exchange.sendResponseHeaders(status, -1);
		exchange.close();
	}

}
