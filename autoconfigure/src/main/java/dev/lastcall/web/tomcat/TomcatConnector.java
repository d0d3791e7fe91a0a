package dev.lastcall.web.tomcat;

import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executor;

import org.apache.coyote.http11.AbstractHttp11Protocol;

import dev.lastcall.web.ClientConnection;

/**
 * One connector of Tomcat. A {@code Connection: close} header that a filter sets would
 * end a connection too, but makes Tomcat end a response of unknown length by closing the
 * connection instead of chunking it, so that proxies have to close the client's
 * connection as well, and nobody can tell a complete response from a broken one
 * (Http11Processor, prepareResponse). Tomcat's own count of the requests that a
 * connection may still have does not: it is looked at for each request, after its headers
 * have been parsed.
 */
final class TomcatConnector {

	/**
	 * How many more threads there are for requests that get a refusal, which takes no
	 * time: a few are enough where all others are taken.
	 */
	private static final int THREADS_FOR_REFUSALS = 4;

	private final AbstractHttp11Protocol<?> protocol;

	private final TomcatEndpoint endpoint;

	// What was configured, while this connector has changed it. Guarded by this.
	private OptionalInt configured = OptionalInt.empty();

	TomcatConnector(AbstractHttp11Protocol<?> protocol) {
		this.protocol = protocol;
		this.endpoint = new TomcatEndpoint(protocol);
	}

	void addTo(Set<ClientConnection> open) {
		this.endpoint.sockets().forEach((socket) -> {
			TomcatConnection connection = new TomcatConnection(socket, this);
			if (connection.speaksHttp()) {
				open.add(connection);
			}
		});
	}

	boolean offersHttp2() {
		return this.protocol.findUpgradeProtocols().length > 0;
	}

	Executor executor() {
		return this.protocol.getExecutor();
	}

	// Without a limit Tomcat does not count at all, so there is none that is ever
	// reached before connections are asked. A connection that comes just now may be
	// asked early.
	synchronized void startCounting() {
		if (this.configured.isPresent()) {
			return;
		}
		int most = this.protocol.getMaxKeepAliveRequests();
		this.configured = OptionalInt.of(most);
		if (most <= 0) {
			keepAll(Integer.MAX_VALUE);
			this.protocol.setMaxKeepAliveRequests(Integer.MAX_VALUE);
			keepAll(Integer.MAX_VALUE);
		}
	}

	synchronized void closeAfterEachResponse() {
		if (this.configured.isEmpty()) {
			this.configured = OptionalInt.of(this.protocol.getMaxKeepAliveRequests());
		}
		this.protocol.setMaxKeepAliveRequests(1);
	}

	synchronized void resume() {
		this.configured.ifPresent((most) -> {
			keepAll(most);
			this.protocol.setMaxKeepAliveRequests(most);
		});
		this.configured = OptionalInt.empty();
	}

	private void keepAll(int requests) {
		this.endpoint.sockets().forEach((socket) -> socket.setKeepAliveLeft(requests));
	}

	// Tells HTTP/2 at once.
	void stopListening() {
		this.protocol.closeServerSocketGraceful();
	}

	void makeRoom() {
		this.protocol.setMaxConnections(-1);
		this.protocol.setMaxThreads(this.protocol.getMaxThreads() + THREADS_FOR_REFUSALS);
		for (int thread = 0; thread < THREADS_FOR_REFUSALS; thread++) {
			// Starts one, which goes on with what is queued.
			this.protocol.getExecutor().execute(() -> {
			});
		}
	}

}
