package dev.lastcall.sample.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import dev.lastcall.sample.process.Poll;

/**
 * A steady load of orders from clients that keep their connections. Each client sends at
 * its own fixed times, however long the answers take, places four orders, reads the last
 * one back, and so on; one more client always waits for a slow report. Ends by itself
 * after {@link Plan#limit()}. Safe for use by any thread.
 */
public final class OrderLoad implements AutoCloseable {

	private static final int REQUESTS_PER_READ = 5;

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

	private final Plan plan;

	private final Queue<Exchange> exchanges = new ConcurrentLinkedQueue<>();

	private final List<Thread> threads = new ArrayList<>();

	private final long startedAt = System.nanoTime();

	private volatile boolean running = true;

	private OrderLoad(Plan plan) {
		this.plan = plan;
	}

	/**
	 * Starts a load.
	 * @param plan how much and where
	 * @return the running load
	 */
	public static OrderLoad start(Plan plan) {
		OrderLoad load = new OrderLoad(plan);
		for (int client = 0; client < plan.clients(); client++) {
			int number = client;
			load.threads.add(new Thread(() -> load.placeOrders(number), "load-" + number));
		}
		load.threads.add(new Thread(load::readReports, "load-reports"));
		load.threads.forEach(Thread::start);
		return load;
	}

	private void placeOrders(int number) {
		long interval = TimeUnit.SECONDS.toNanos(this.plan.clients()) / this.plan.requestsPerSecond();
		long due = this.startedAt + interval * number / this.plan.clients();
		try (OrderClient client = new OrderClient(number, this.plan.port(), this.exchanges::add)) {
			for (int count = 1; isWanted(due); count++) {
				Poll.pause(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
				if (count % REQUESTS_PER_READ == 0) {
					client.readBack(due);
				}
				else {
					client.order(due);
				}
				due += interval;
			}
		}
	}

	private void readReports() {
		try (OrderClient client = new OrderClient(this.plan.clients(), this.plan.port(), this.exchanges::add)) {
			while (isWanted(System.nanoTime())) {
				client.report(this.plan.report());
				// Keeps a server that refuses at once from being asked in a tight loop.
				Poll.pause(Duration.ofMillis(50));
			}
		}
	}

	private boolean isWanted(long due) {
		return this.running && due - this.startedAt < this.plan.limit().toNanos();
	}

	/**
	 * Waits until a server has accepted more orders than it has by now.
	 * @param server the name of the server
	 * @param more how many more
	 * @param timeout how long to wait
	 */
	public void awaitAccepted(String server, int more, Duration timeout) {
		long goal = countAccepted(server) + more;
		if (!Poll.until(timeout, () -> countAccepted(server) >= goal)) {
			throw new AssertionError("'%s' accepted %d of %d orders within %d ms. The failures: %s".formatted(server,
					countAccepted(server) - goal + more, more, timeout.toMillis(), report().failures()));
		}
	}

	private long countAccepted(String server) {
		return this.exchanges.stream()
			.filter((exchange) -> exchange.accepted() && exchange.server().equals(server))
			.count();
	}

	/**
	 * Ends the load once every client has the answer to its last request.
	 * @return what the load did
	 */
	public LoadReport stop() {
		this.running = false;
		return awaitEnd();
	}

	/**
	 * Waits until the load has ended by itself and every client has the answer to its
	 * last request.
	 * @return what the load did
	 */
	public LoadReport awaitEnd() {
		Duration timeout = (this.running ? this.plan.limit().plus(STOP_TIMEOUT) : STOP_TIMEOUT);
		if (!Poll.until(timeout, () -> this.threads.stream().noneMatch(Thread::isAlive))) {
			throw new AssertionError("The load did not stop within %d ms".formatted(timeout.toMillis()));
		}
		return report();
	}

	private LoadReport report() {
		return new LoadReport(List.copyOf(this.exchanges));
	}

	@Override
	public void close() {
		stop();
	}

	/**
	 * How much load, and where.
	 *
	 * @param port the port that gets the requests
	 * @param clients the number of clients that place orders, each on one connection
	 * @param requestsPerSecond the rate of all these clients together
	 * @param report how long a server works on a report
	 * @param limit when the load ends by itself, which also limits the number of requests
	 */
	public record Plan(int port, int clients, int requestsPerSecond, Duration report, Duration limit) {

		/**
		 * Eight clients with 100 requests a second and reports of two seconds, for at
		 * most five minutes.
		 * @param port the port that gets the requests
		 * @return the plan
		 */
		public static Plan of(int port) {
			return new Plan(port, 8, 100, Duration.ofSeconds(2), Duration.ofMinutes(5));
		}

	}

}
