package dev.lastcall.sample.fleet;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.lastcall.sample.process.AppCommand;
import dev.lastcall.sample.process.AppProcess;
import dev.lastcall.sample.process.AppProcess.Exit;
import dev.lastcall.sample.process.FreePorts;
import dev.lastcall.sample.process.HaProxy;

/**
 * One instance of the order service with its own ports and its own database, which
 * survive a restart. Used by one thread.
 */
public final class SampleInstance implements AutoCloseable {

	private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

	private final String name;

	private final int port = FreePorts.next();

	private final int managementPort = FreePorts.next();

	private final Path database;

	private final AppCommand command;

	private final List<AppProcess> lives = new ArrayList<>();

	/**
	 * Creates an instance that is not started.
	 * @param name its name, which is also the name of its database
	 * @param jar the executable jar of the order service
	 * @param directory an existing directory for the database and the output
	 */
	public SampleInstance(String name, Path jar, Path directory) {
		this.name = name;
		this.database = directory.resolve(name);
		this.command = AppCommand.jar(jar, directory)
			.named(name)
			.args("--server.port=" + this.port, "--management.server.port=" + this.managementPort,
					"--spring.datasource.url=" + Ledger.url(this.database))
			.readiness(URI.create("http://127.0.0.1:" + this.managementPort + "/actuator/health/readiness"));
	}

	/**
	 * Makes the application believe that it runs in a pod of Kubernetes.
	 * @return this instance
	 */
	public SampleInstance onKubernetes() {
		this.command.environment("KUBERNETES_SERVICE_HOST", "127.0.0.1").environment("KUBERNETES_SERVICE_PORT", "443");
		return this;
	}

	/**
	 * Returns the command that starts this instance, to be extended.
	 * @return the command
	 */
	public AppCommand command() {
		return this.command;
	}

	/**
	 * Starts the instance and waits until it is ready.
	 * @return the process
	 */
	public AppProcess start() {
		AppProcess process = this.command.start();
		this.lives.add(process);
		return process.awaitReady(START_TIMEOUT);
	}

	/**
	 * Asks the running process to leave and waits until it is gone.
	 * @param timeout how long to wait
	 * @return how it went
	 */
	public Exit terminate(Duration timeout) {
		AppProcess process = this.lives.get(this.lives.size() - 1);
		process.signal("TERM");
		return process.awaitExit(timeout);
	}

	/**
	 * Returns the name.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Returns the port that takes orders.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Returns the instance as a server behind a proxy.
	 * @return the server
	 */
	public HaProxy.Server server() {
		return new HaProxy.Server(this.name, this.port, this.managementPort);
	}

	/**
	 * Returns what is in the database. The instance must have exited.
	 * @return the content
	 */
	public Ledger ledger() {
		return Ledger.read(this.database);
	}

	/**
	 * Returns the output of all processes of this instance.
	 * @return the output, oldest first
	 */
	public String output() {
		StringBuilder output = new StringBuilder();
		this.lives.forEach((process) -> output.append(process.output()));
		return output.toString();
	}

	@Override
	public void close() {
		this.lives.forEach(AppProcess::close);
	}

}
