package dev.lastcall.sample.fleet;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.lastcall.sample.process.HaProxy;
import dev.lastcall.sample.process.HttpConnection;
import dev.lastcall.sample.process.HttpConnection.Answer;

/**
 * One client on one connection, which it replaces when it was told to or when it broke.
 * It never sends a request twice. Used by one thread.
 */
final class OrderClient implements AutoCloseable {

	static final String REPORT = "GET /orders/report";

	private static final Duration TIMEOUT = Duration.ofSeconds(15);

	private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"?([^\",}\\s]+)");

	private final int number;

	private final int port;

	private final Consumer<Exchange> exchanges;

	private @Nullable HttpConnection connection;

	private @Nullable Exchange lastOrder;

	OrderClient(int number, int port, Consumer<Exchange> exchanges) {
		this.number = number;
		this.port = port;
		this.exchanges = exchanges;
	}

	/**
	 * Places an order.
	 * @param due when this should have begun, in {@link System#nanoTime()}
	 */
	void order(long due) {
		String order = "{\"customer\":\"customer-%d\",\"item\":\"coffee\",\"quantity\":1}".formatted(this.number);
		Exchange exchange = exchange("POST /orders", due, (connection) -> connection.post("/orders", order),
				(answer) -> !acceptedOrder(answer).isEmpty());
		if (exchange.accepted()) {
			this.lastOrder = exchange;
		}
	}

	/**
	 * Reads the order back that this client placed last, or places the first one. Each
	 * server has its own database: only the one that accepted an order has to know it.
	 * @param due when this should have begun, in {@link System#nanoTime()}
	 */
	void readBack(long due) {
		Exchange order = this.lastOrder;
		if (order == null) {
			order(due);
			return;
		}
		exchange("GET /orders/" + order.order(), due, (connection) -> connection.get("/orders/" + order.order()),
				(answer) -> answer.status() == 200
						|| (answer.status() == 404 && !servedBy(answer).equals(order.server())));
	}

	/**
	 * Asks for a report that takes its time.
	 * @param duration how long the server works on it
	 */
	void report(Duration duration) {
		exchange(REPORT, System.nanoTime(),
				(connection) -> connection.get("/orders/report?duration=%dms".formatted(duration.toMillis())),
				(answer) -> answer.status() == 200);
	}

	private Exchange exchange(String name, long due, Request request, Predicate<Answer> expected) {
		String server = "";
		String order = "";
		String problem = "";
		try {
			Answer answer = request.send(connection());
			server = servedBy(answer);
			order = acceptedOrder(answer);
			problem = (expected.test(answer) ? "" : "Answered %d '%s'".formatted(answer.status(), answer.body()));
			if (answer.closes()) {
				close();
			}
		}
		catch (IOException | RuntimeException ex) {
			problem = ex.toString();
			close();
		}
		Duration latency = Duration.ofNanos(System.nanoTime() - due);
		Exchange exchange = new Exchange(Instant.now().minus(latency), this.number, name, latency, server, order,
				problem);
		this.exchanges.accept(exchange);
		return exchange;
	}

	private static String servedBy(Answer answer) {
		return answer.headers().getOrDefault(HaProxy.SERVED_BY, "");
	}

	// Nothing but a new order is answered with 202.
	private static String acceptedOrder(Answer answer) {
		Matcher id = ID.matcher(answer.body());
		return (answer.status() == 202 && id.find()) ? id.group(1) : "";
	}

	private HttpConnection connection() throws IOException {
		if (this.connection == null) {
			this.connection = HttpConnection.open(this.port, TIMEOUT);
		}
		return this.connection;
	}

	@Override
	public void close() {
		if (this.connection != null) {
			this.connection.close();
			this.connection = null;
		}
	}

	/**
	 * Something to ask on a connection.
	 */
	@FunctionalInterface
	private interface Request {

		Answer send(HttpConnection connection) throws IOException;

	}

}
