package dev.lastcall.sample.fleet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.lastcall.sample.process.AppProcess.Exit;
import dev.lastcall.sample.process.HaProxy;

/**
 * Two instances of the order service behind HAProxy that are restarted one after the
 * other under load, and stopped at the end without it. Used by one thread.
 */
public final class RollingRestart implements AutoCloseable {

	private static final int ORDERS_BETWEEN = 100;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	// Longer than any grace period in use, so that a process that hangs is seen as one.
	private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(60);

	private final List<SampleInstance> instances;

	private final Path directory;

	private final List<Exit> exits = new ArrayList<>();

	private RollingRestart(Path jar, Path directory) {
		this.directory = directory;
		this.instances = Stream.of("blue", "green")
			.map((name) -> new SampleInstance(name, jar, directory).onKubernetes())
			.toList();
	}

	/**
	 * Runs the whole story, which takes about a minute.
	 * @param jar the executable jar of the order service
	 * @param directory an existing empty directory for databases, outputs and the proxy
	 * @return what happened
	 */
	public static Result run(Path jar, Path directory) {
		try (RollingRestart restart = new RollingRestart(jar, directory)) {
			return restart.run();
		}
	}

	private Result run() {
		this.instances.forEach(SampleInstance::start);
		try (HaProxy proxy = HaProxy.start(this.directory,
				this.instances.stream().map(SampleInstance::server).toList())) {
			this.instances.forEach((instance) -> proxy.awaitUp(instance.name(), PATIENCE));
			LoadReport load = restartUnderLoad(proxy);
			this.instances.forEach((instance) -> this.exits.add(instance.terminate(EXIT_TIMEOUT)));
			return new Result(load, List.copyOf(this.exits), ledgers(), outputs(), proxy.output());
		}
	}

	private LoadReport restartUnderLoad(HaProxy proxy) {
		try (OrderLoad load = OrderLoad.start(OrderLoad.Plan.of(proxy.port()))) {
			for (SampleInstance instance : this.instances) {
				awaitTraffic(load);
				this.exits.add(instance.terminate(EXIT_TIMEOUT));
				instance.start();
				proxy.awaitUp(instance.name(), PATIENCE);
			}
			awaitTraffic(load);
			return load.stop();
		}
	}

	private void awaitTraffic(OrderLoad load) {
		this.instances.forEach((instance) -> load.awaitAccepted(instance.name(), ORDERS_BETWEEN, PATIENCE));
	}

	private Map<String, Ledger> ledgers() {
		return this.instances.stream().collect(Collectors.toMap(SampleInstance::name, SampleInstance::ledger));
	}

	private Map<String, String> outputs() {
		return this.instances.stream().collect(Collectors.toMap(SampleInstance::name, SampleInstance::output));
	}

	@Override
	public void close() {
		this.instances.forEach(SampleInstance::close);
	}

	/**
	 * What happened in a rolling restart.
	 *
	 * @param load what the clients saw
	 * @param exits how the processes went, in the order in which they did
	 * @param ledgers what was in the databases at the end, by the name of the instance
	 * @param outputs what the processes wrote, by the name of the instance
	 * @param proxyLog what HAProxy had to say
	 */
	public record Result(LoadReport load, List<Exit> exits, Map<String, Ledger> ledgers, Map<String, String> outputs,
			String proxyLog) {

		/**
		 * Returns how many orders were accepted that are not in the database of the
		 * instance that accepted them.
		 * @return the number of orders
		 */
		public long missingOrders() {
			return this.ledgers.entrySet()
				.stream()
				.flatMap((ledger) -> this.load.accepted(ledger.getKey())
					.stream()
					.filter((order) -> !ledger.getValue().orders().contains(order)))
				.count();
		}

		/**
		 * Returns how many orders were fulfilled without an invoice.
		 * @return the number of invoices
		 */
		public int missingInvoices() {
			return this.ledgers.values().stream().mapToInt((ledger) -> ledger.fulfilled() - ledger.invoices()).sum();
		}

		/**
		 * Returns the longest time between a SIGTERM and the end of its process.
		 * @return the time
		 */
		public Duration longestTermination() {
			return new Timings(this.exits.stream().map(Exit::took).toList()).longest();
		}

	}

}
