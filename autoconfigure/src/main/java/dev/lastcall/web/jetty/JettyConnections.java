package dev.lastcall.web.jetty;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainSource;
import dev.lastcall.web.ClientConnection;
import dev.lastcall.web.ConnectionDrain;
import dev.lastcall.web.ServerConnections;

/**
 * {@link ServerConnections} of Jetty: HTTP/1.1 and HTTP/2, all connectors of the
 * application's own server.
 */
public final class JettyConnections
		implements ServerConnections, DrainSource, ApplicationListener<WebServerInitializedEvent> {

	private final ApplicationContext context;

	private final Function<ServerConnections, Optional<ConnectionDrain>> makeDrain;

	private volatile @Nullable ConnectionDrain drain;

	// Written when the web server has started, read by the filter and the drain.
	private final List<JettyConnector> connectors = new CopyOnWriteArrayList<>();

	/**
	 * Creates the connections.
	 * @param context the application context whose web server this is about
	 * @param makeDrain makes the drain that moves these connections away, once; none in
	 * an application that does not linger
	 */
	public JettyConnections(ApplicationContext context,
			Function<ServerConnections, Optional<ConnectionDrain>> makeDrain) {
		this.context = context;
		this.makeDrain = makeDrain;
	}

	// A child's server, such as that of the management port, is announced here too; it
	// is left alone, because it must answer until the end.
	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		if (event.getApplicationContext() == this.context && event.getWebServer() instanceof JettyWebServer server) {
			for (Connector connector : server.getServer().getConnectors()) {
				add(connector);
			}
		}
	}

	private void add(Connector connector) {
		if (connector instanceof ServerConnector serverConnector) {
			this.connectors.add(new JettyConnector(serverConnector));
		}
	}

	@Override
	public boolean isEffective() {
		return !this.connectors.isEmpty();
	}

	// The server has started by now. Where there is another one, the drain is its own.
	@Override
	public Collection<Drain> drains() {
		if (!isEffective()) {
			return List.of();
		}
		Optional<ConnectionDrain> drain = this.makeDrain.apply(this);
		this.drain = drain.orElse(null);
		return drain.stream().map(Drain.class::cast).toList();
	}

	@Override
	public long asked() {
		ConnectionDrain drain = this.drain;
		return (drain != null) ? drain.asked() : 0;
	}

	@Override
	public Set<ClientConnection> open() {
		Set<ClientConnection> open = new HashSet<>();
		this.connectors.forEach((connector) -> connector.addTo(open));
		return open;
	}

	@Override
	public void closeAfterEachResponse() {
		this.connectors.forEach(JettyConnector::closeAfterEachResponse);
	}

	@Override
	public void stopListening() {
		this.connectors.forEach(JettyConnector::stopListening);
	}

	@Override
	public void makeRoom() {
		this.connectors.forEach(JettyConnector::makeRoom);
	}

	@Override
	public void resume() {
		this.connectors.forEach(JettyConnector::resume);
	}

}
