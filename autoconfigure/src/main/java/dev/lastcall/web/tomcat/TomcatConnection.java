package dev.lastcall.web.tomcat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.springframework.beans.DirectFieldAccessor;

import dev.lastcall.web.ClientConnection;

/**
 * One connection to Tomcat. Whoever works on it holds the lock of its socket: then it has
 * no processor that could be seen. Between two requests of HTTP/1.1 it has none either;
 * one of HTTP/2 keeps its own as long as it lives.
 *
 * @param socket the connection
 * @param connector where it came from
 */
record TomcatConnection(SocketWrapperBase<?> socket, TomcatConnector connector) implements ClientConnection {

	boolean speaksHttp() {
		return !(this.socket.getCurrentProcessor() instanceof Processor processor) || !processor.isUpgrade()
				|| isHttp2(processor);
	}

	private static boolean isHttp2(Processor processor) {
		return processor.isUpgrade() && processor.getUpgradeToken().getProtocol().startsWith("h2");
	}

	@Override
	public boolean ask() {
		this.connector.startCounting();
		// To HTTP/2 it means nothing.
		this.socket.setKeepAliveLeft(1);
		if (!this.connector.offersHttp2()) {
			return true;
		}
		ReentrantLock lock = this.socket.getLock();
		if (!lock.tryLock()) {
			return false;
		}
		try {
			return !(this.socket.getCurrentProcessor() instanceof Processor processor) || !isHttp2(processor)
					|| pause(processor);
		}
		finally {
			lock.unlock();
		}
	}

	// Writes, and so may block, if a client does not read.
	private boolean pause(Processor processor) {
		try {
			this.connector.executor().execute(processor::pause);
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
	}

	@Override
	public boolean closeIfIdle(Duration atLeast) {
		ReentrantLock lock = this.socket.getLock();
		if (!(this.socket instanceof NioSocketWrapper nio) || !lock.tryLock()) {
			return false;
		}
		try {
			return !nio.isClosed() && isQuiet(nio, atLeast) && close(nio);
		}
		finally {
			lock.unlock();
		}
	}

	// Tomcat notes the time of day.
	private static boolean isQuiet(NioSocketWrapper socket, Duration atLeast) {
		long last = Math.max(socket.getLastRead(), socket.getLastWrite());
		return System.currentTimeMillis() - last >= atLeast.toMillis() && isNothingThere(socket);
	}

	// A request may have come that nobody has read yet.
	private static boolean isNothingThere(NioSocketWrapper socket) {
		try {
			return socket.getSocket().getIOChannel().socket().getInputStream().available() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static boolean close(NioSocketWrapper socket) {
		if (!(socket.getCurrentProcessor() instanceof Processor processor)) {
			socket.close();
			return true;
		}
		if (!isHttp2(processor) || hasStreams(processor)) {
			return false;
		}
		// As if its time had come: it says goodbye and closes.
		processor.timeoutAsync(-1);
		return true;
	}

	private static boolean hasStreams(Processor processor) {
		Object handler = processor.getUpgradeToken().getHttpUpgradeHandler();
		try {
			return !(new DirectFieldAccessor(handler)
				.getPropertyValue("activeRemoteStreamCount") instanceof AtomicInteger streams) || streams.get() > 0;
		}
		catch (RuntimeException ex) {
			// What cannot be seen is left to the server.
			return true;
		}
	}

}
