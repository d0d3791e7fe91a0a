package dev.lastcall.sample.process;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One HTTP/1.1 connection to this machine that is kept alive and never tries again. The
 * JDK's client sends a GET a second time when a kept connection turns out to be closed,
 * which would hide the very failure that is looked for. Used by one thread.
 */
public final class HttpConnection implements AutoCloseable {

	private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

	private final Socket socket;

	private final InputStream input;

	private HttpConnection(Socket socket) throws IOException {
		this.socket = socket;
		this.input = new BufferedInputStream(socket.getInputStream());
	}

	/**
	 * Connects to a port of this machine.
	 * @param port the port
	 * @param timeout how long connecting may take, and every read afterwards
	 * @return the connection
	 * @throws IOException if nobody accepts it in time
	 */
	@SuppressWarnings("resource") // The connection owns the socket.
	public static HttpConnection open(int port, Duration timeout) throws IOException {
		int millis = Math.toIntExact(timeout.toMillis());
		Socket socket = new Socket();
		try {
			socket.setTcpNoDelay(true);
			socket.setSoTimeout(millis);
			socket.connect(new InetSocketAddress(LOOPBACK, port), millis);
			return new HttpConnection(socket);
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
	}

	/**
	 * Sends a GET and reads the whole answer.
	 * @param path the path with its query
	 * @return the answer
	 * @throws IOException if the connection ends before the answer does
	 */
	public Answer get(String path) throws IOException {
		return exchange("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
	}

	/**
	 * Sends a POST with a JSON body and reads the whole answer.
	 * @param path the path with its query
	 * @param json the body
	 * @return the answer
	 * @throws IOException if the connection ends before the answer does
	 */
	public Answer post(String path, String json) throws IOException {
		return exchange(
				"POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
					.formatted(path, json.getBytes(StandardCharsets.UTF_8).length, json));
	}

	private Answer exchange(String request) throws IOException {
		this.socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
		String statusLine = readLine();
		int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
		Map<String, String> headers = new HashMap<>();
		for (String line = readLine(); !line.isEmpty(); line = readLine()) {
			int colon = line.indexOf(':');
			headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
		}
		return new Answer(status, Map.copyOf(headers), readBody(headers));
	}

	private String readBody(Map<String, String> headers) throws IOException {
		if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
			return readChunks();
		}
		if (headers.containsKey("content-length")) {
			return readText(Integer.parseInt(headers.get("content-length")));
		}
		if ("close".equalsIgnoreCase(headers.get("connection"))) {
			return new String(this.input.readAllBytes(), StandardCharsets.UTF_8);
		}
		return "";
	}

	private String readChunks() throws IOException {
		StringBuilder body = new StringBuilder();
		for (int size = readChunkSize(); size > 0; size = readChunkSize()) {
			body.append(readText(size));
			readLine();
		}
		readLine();
		return body.toString();
	}

	private int readChunkSize() throws IOException {
		return Integer.parseInt(readLine().split(";", 2)[0].strip(), 16);
	}

	private String readText(int length) throws IOException {
		byte[] bytes = this.input.readNBytes(length);
		if (bytes.length < length) {
			throw new EOFException("Closed after %d of %d bytes of the body".formatted(bytes.length, length));
		}
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private String readLine() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int next = this.input.read(); next != '\n'; next = this.input.read()) {
			if (next < 0) {
				throw new EOFException("Closed without an answer");
			}
			line.write(next);
		}
		return line.toString(StandardCharsets.ISO_8859_1).strip();
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What came back.
	 *
	 * @param status the status code
	 * @param headers the headers, names in lower case
	 * @param body the body, empty if there was none
	 */
	public record Answer(int status, Map<String, String> headers, String body) {

		/**
		 * Whether the other side closes the connection after this answer.
		 * @return whether a new connection is needed
		 */
		public boolean closes() {
			return "close".equalsIgnoreCase(this.headers.get("connection"));
		}

	}

}
