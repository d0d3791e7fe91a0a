package dev.lastcall.web.jetty;

import java.io.IOException;
import java.time.Duration;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.springframework.util.ClassUtils;

import dev.lastcall.web.ClientConnection;

/**
 * One connection to Jetty.
 *
 * @param endPoint the socket, below TLS
 * @param connector where it came from
 */
record JettyConnection(EndPoint endPoint, JettyConnector connector) implements ClientConnection {

	private static final boolean HTTP2_PRESENT = ClassUtils.isPresent("org.eclipse.jetty.http2.HTTP2Connection",
			JettyConnection.class.getClassLoader());

	// The one that a request came on, as it is known to its connector.
	static EndPoint endPointOf(Request request) {
		EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
		return (endPoint instanceof SslConnection.SslEndPoint ssl) ? ssl.getSslConnection().getEndPoint() : endPoint;
	}

	private Connection connection() {
		Connection connection = this.endPoint.getConnection();
		return (connection instanceof SslConnection ssl) ? ssl.getSslEndPoint().getConnection() : connection;
	}

	boolean speaksHttp() {
		Connection connection = connection();
		return connection instanceof HttpConnection || isHttp2(connection);
	}

	private static boolean isHttp2(Connection connection) {
		return HTTP2_PRESENT && JettyHttp2.isConnection(connection);
	}

	@Override
	public boolean ask() {
		this.connector.closeAfterResponse(this.endPoint);
		Connection connection = connection();
		if (isHttp2(connection)) {
			JettyHttp2.goAway(connection);
		}
		return true;
	}

	@Override
	public boolean closeIfIdle(Duration atLeast) {
		if (!(this.endPoint instanceof SocketChannelEndPoint socket) || socket.getIdleFor() < atLeast.toMillis()
				|| isBusy(connection()) || !isWaiting(socket)) {
			return false;
		}
		socket.close();
		return true;
	}

	private static boolean isBusy(Connection connection) {
		if (connection instanceof HttpConnection http) {
			return http.getHttpChannel().getRequest() != null;
		}
		return !isHttp2(connection) || JettyHttp2.hasStreams(connection);
	}

	// For bytes, and none have come.
	private static boolean isWaiting(SocketChannelEndPoint socket) {
		try {
			return socket.isFillInterested() && socket.getChannel().socket().getInputStream().available() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
