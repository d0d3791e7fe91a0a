package dev.lastcall.outbound.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A server that answers {@code /quick}, hangs before it answers {@code /silent}, and in
 * the middle of the body of {@code /slow}.
 */
public final class HangingServer implements AutoCloseable {

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final CountDownLatch end = new CountDownLatch(1);

	private final CountDownLatch underWay = new CountDownLatch(1);

	private final BlockingQueue<Headers> headers = new LinkedBlockingQueue<>();

	public HangingServer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	private void answer(HttpExchange exchange) throws IOException {
		this.headers.add(exchange.getRequestHeaders());
		String path = exchange.getRequestURI().getPath();
		if (path.equals("/silent")) {
			hang();
		}
		exchange.sendResponseHeaders(200, 0);
		exchange.getResponseBody().write("half".getBytes());
		exchange.getResponseBody().flush();
		if (path.equals("/slow")) {
			hang();
		}
		exchange.close();
	}

	private void hang() {
		this.underWay.countDown();
		try {
			this.end.await();
		}
		catch (InterruptedException ex) {
			throw new UncheckedIOException(new IOException(ex));
		}
	}

	public URI uri(String path) {
		return URI.create("http://localhost:%d%s".formatted(this.server.getAddress().getPort(), path));
	}

	public CountDownLatch underWay() {
		return this.underWay;
	}

	BlockingQueue<Headers> headers() {
		return this.headers;
	}

	@Override
	public void close() {
		this.end.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
