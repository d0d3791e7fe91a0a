package dev.lastcall.sample.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.lastcall.sample.process.HaProxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * That a rolling restart without failures means something: whatever goes wrong is seen.
 */
class OrderLoadTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final AtomicInteger orders = new AtomicInteger();

	private HttpServer server;

	private volatile String reader = "blue";

	private volatile int postStatus = 202;

	private volatile int getStatus = 200;

	@BeforeEach
	void startServer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(Executors.newCachedThreadPool());
		this.server.createContext("/orders", this::answer);
		this.server.start();
	}

	@AfterEach
	void stopServer() {
		this.server.stop(0);
	}

	@Test
	void acceptedOrdersAreCountedByServer() {
		LoadReport report = runUntilAccepted(40);
		assertThat(report.failures()).isEmpty();
		assertThat(report.accepted("blue")).hasSize(this.orders.get()).contains("1", "40");
		assertThat(report.accepted("green")).isEmpty();
		assertThat(report.accepted()).isEqualTo(this.orders.get());
		assertThat(report.exchanges()).extracting(Exchange::request)
			.contains("POST /orders", "GET /orders/report")
			.anyMatch((request) -> request.matches("GET /orders/\\d+"));
		assertThat(report.timings().sorted()).hasSizeBetween(40, report.requests() - 1);
	}

	@Test
	void errorStatusIsAFailure() {
		this.postStatus = 503;
		LoadReport report = runToItsLimit(this.server.getAddress().getPort());
		assertThat(report.accepted()).isZero();
		assertThat(report.failures()).extracting(Exchange::problem).contains("Answered 503 '{\"id\":1}'");
	}

	@Test
	void orderThatItsOwnServerForgotIsAFailure() {
		this.getStatus = 404;
		LoadReport report = runUntilAccepted(40);
		assertThat(report.failures()).extracting(Exchange::request)
			.anyMatch((request) -> request.matches("GET /orders/\\d+"));
	}

	@Test
	void orderThatAnotherServerDoesNotKnowIsNoFailure() {
		this.getStatus = 404;
		this.reader = "green";
		LoadReport report = runUntilAccepted(40);
		assertThat(report.failures()).extracting(Exchange::request).containsOnly("GET /orders/report");
	}

	@Test
	void connectionThatEndsWithoutAnAnswerIsAFailureEveryTime() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			AtomicInteger connections = new AtomicInteger();
			new Thread(() -> closeEveryConnection(socket, connections)).start();
			LoadReport report = runToItsLimit(socket.getLocalPort());
			assertThat(report.failures()).hasSize(report.requests()).hasSize(connections.get());
		}
	}

	@Test
	void refusedConnectionIsAFailure() {
		int port = this.server.getAddress().getPort();
		this.server.stop(0);
		LoadReport report = runToItsLimit(port);
		assertThat(report.failures()).hasSize(report.requests())
			.hasSizeBetween(10, 40)
			.extracting(Exchange::problem)
			.allMatch((problem) -> problem.contains("Connection refused"));
	}

	@Test
	void waitingForOrdersThatNobodyAcceptsEndsWithTheFailures() {
		this.postStatus = 503;
		try (OrderLoad load = OrderLoad.start(plan(this.server.getAddress().getPort(), TIMEOUT))) {
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> load.awaitAccepted("blue", 5, Duration.ofMillis(300)))
				.withMessageContaining("'blue' accepted 0 of 5 orders within 300 ms")
				.withMessageContaining("Answered 503");
		}
	}

	private LoadReport runUntilAccepted(int count) {
		try (OrderLoad load = OrderLoad.start(plan(this.server.getAddress().getPort(), TIMEOUT))) {
			load.awaitAccepted("blue", count, TIMEOUT);
			return load.stop();
		}
	}

	private LoadReport runToItsLimit(int port) {
		return OrderLoad.start(plan(port, Duration.ofMillis(300))).awaitEnd();
	}

	private static OrderLoad.Plan plan(int port, Duration limit) {
		return new OrderLoad.Plan(port, 4, 100, Duration.ofMillis(1), limit);
	}

	private void answer(HttpExchange exchange) throws IOException {
		exchange.getRequestBody().readAllBytes();
		boolean post = exchange.getRequestMethod().equals("POST");
		boolean accepted = post && this.postStatus == 202;
		byte[] body = "{\"id\":%d}".formatted(accepted ? this.orders.incrementAndGet() : 1)
			.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set(HaProxy.SERVED_BY, (post ? "blue" : this.reader));
		exchange.sendResponseHeaders((post ? this.postStatus : this.getStatus), body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	private static void closeEveryConnection(ServerSocket socket, AtomicInteger connections) {
		while (!socket.isClosed()) {
			try (Socket connection = socket.accept()) {
				connections.incrementAndGet();
				connection.getInputStream().read();
			}
			catch (IOException ex) {
				// The next connection, or the end.
			}
		}
	}

}
