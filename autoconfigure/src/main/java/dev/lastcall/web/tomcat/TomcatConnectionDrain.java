package dev.lastcall.web.tomcat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.ResumableDrain;
import dev.lastcall.drain.Stage;
import dev.lastcall.web.ServerConnections;

/**
 * {@link ResumableDrain} that makes Tomcat close each HTTP/1.1 connection after its next
 * response, and say so in it. A {@code Connection: close} header that a filter sets would
 * do that too, but makes Tomcat end a response of unknown length by closing the
 * connection instead of chunking it, so that proxies have to close the client's
 * connection as well, and nobody can tell a complete response from a broken one
 * (Http11Processor, prepareResponse).
 */
public final class TomcatConnectionDrain
		implements ResumableDrain, ServerConnections, ApplicationListener<WebServerInitializedEvent> {

	private final ApplicationContext context;

	// Written when the web server has started, read by the filter and the drain.
	private final List<AbstractHttp11Protocol<?>> protocols = new CopyOnWriteArrayList<>();

	// What was configured, while this drain has changed it.
	private final Map<AbstractHttp11Protocol<?>, Integer> configured = new ConcurrentHashMap<>();

	/**
	 * Creates the drain.
	 * @param context the application context whose web server this is about
	 */
	public TomcatConnectionDrain(ApplicationContext context) {
		this.context = context;
	}

	// A child's server, such as that of the management port, is announced here too; it
	// is left alone, because it must answer until the end.
	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		if (event.getApplicationContext() == this.context && event.getWebServer() instanceof TomcatWebServer server) {
			for (Connector connector : server.getTomcat().getService().findConnectors()) {
				add(connector);
			}
		}
	}

	private void add(Connector connector) {
		if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
			this.protocols.add(protocol);
		}
	}

	@Override
	public boolean isEffective() {
		return !this.protocols.isEmpty();
	}

	@Override
	public String name() {
		return "http-connections";
	}

	@Override
	public Stage stage() {
		return Stage.LINGER;
	}

	@Override
	public void drain(DrainContext context) {
		// Read for each request, after its headers have been parsed.
		this.protocols.forEach((protocol) -> {
			this.configured.putIfAbsent(protocol, protocol.getMaxKeepAliveRequests());
			protocol.setMaxKeepAliveRequests(1);
		});
	}

	@Override
	public void resume() {
		this.configured.forEach((protocol, most) -> {
			protocol.setMaxKeepAliveRequests(most);
			this.configured.remove(protocol);
		});
	}

}
