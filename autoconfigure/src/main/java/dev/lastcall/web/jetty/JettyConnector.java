package dev.lastcall.web.jetty;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.ThreadPool.SizedThreadPool;

import dev.lastcall.web.ClientConnection;

/**
 * One connector of Jetty.
 */
final class JettyConnector {

	/**
	 * How many more threads there are for requests that get a refusal, which takes no
	 * time: a few are enough where all others are taken.
	 */
	private static final int THREADS_FOR_REFUSALS = 4;

	private static final int UNLOCK_MILLIS = 200;

	private static final Log logger = LogFactory.getLog(JettyConnector.class);

	private final ServerConnector connector;

	private final LastResponses lastResponses = new LastResponses();

	JettyConnector(ServerConnector connector) {
		this.connector = connector;
	}

	void addTo(Set<ClientConnection> open) {
		for (EndPoint endPoint : this.connector.getConnectedEndPoints()) {
			JettyConnection connection = new JettyConnection(endPoint, this);
			if (connection.speaksHttp()) {
				open.add(connection);
			}
		}
	}

	// Jetty looks for customizers at each request, so there is none before it is needed.
	void closeAfterResponse(EndPoint endPoint) {
		this.lastResponses.add(endPoint);
		configure(true);
	}

	void closeAfterEachResponse() {
		this.lastResponses.addAll();
		configure(true);
	}

	void resume() {
		configure(false);
		this.lastResponses.clear();
	}

	private void configure(boolean last) {
		this.connector.getConnectionFactories()
			.stream()
			.filter(HttpConfiguration.ConnectionFactory.class::isInstance)
			.map((factory) -> ((HttpConfiguration.ConnectionFactory) factory).getHttpConfiguration())
			.forEach((configuration) -> configure(configuration, last));
	}

	private synchronized void configure(HttpConfiguration configuration, boolean last) {
		if (!last) {
			configuration.removeCustomizer(this.lastResponses);
		}
		else if (!configuration.getCustomizers().contains(this.lastResponses)) {
			configuration.addCustomizer(this.lastResponses);
		}
	}

	// Its threads wait for connections and would take a closed listener for a failure.
	void stopListening() {
		int port = this.connector.getLocalPort();
		this.connector.setAccepting(false);
		for (int acceptor = 0; acceptor < this.connector.getAcceptors(); acceptor++) {
			unlock(port);
		}
		this.connector.close();
	}

	private void unlock(int port) {
		String host = this.connector.getHost();
		try (Socket socket = new Socket()) {
			socket.connect(
					(host != null) ? new InetSocketAddress(host, port) : new InetSocketAddress("localhost", port),
					UNLOCK_MILLIS);
		}
		catch (IOException ex) {
			logger.debug("The acceptor could not be woken up; it will say that it failed.", ex);
		}
	}

	void makeRoom() {
		Server server = this.connector.getServer();
		if (server.getThreadPool() instanceof SizedThreadPool pool) {
			pool.setMaxThreads(pool.getMaxThreads() + THREADS_FOR_REFUSALS);
			for (int thread = 0; thread < THREADS_FOR_REFUSALS; thread++) {
				// Starts one, which goes on with what is queued.
				pool.execute(() -> {
				});
			}
		}
		server.getBeans(NetworkConnectionLimit.class).forEach(JettyConnector::lift);
		if (this.connector.isOpen()) {
			// A limit that was reached has stopped it.
			this.connector.setAccepting(true);
		}
	}

	private static void lift(LifeCycle limit) {
		try {
			limit.stop();
		}
		catch (Exception ex) {
			logger.warn("The limit of connections could not be lifted, so who comes now may have to wait.", ex);
		}
	}

}
