package dev.lastcall.web.jetty;

import java.util.concurrent.CompletableFuture;

import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;

/**
 * What only an application with HTTP/2 has on its class path.
 */
final class JettyHttp2 {

	private JettyHttp2() {
	}

	static boolean isConnection(Connection connection) {
		return connection instanceof HTTP2Connection;
	}

	static boolean hasStreams(Connection connection) {
		return !((HTTP2Connection) connection).getSession().getStreams().isEmpty();
	}

	// At once with the highest stream id, and with the last one when no stream is left.
	static void goAway(Connection connection) {
		CompletableFuture<Void> unused = ((HTTP2Connection) connection).getSession().shutdown();
	}

}
