package dev.lastcall.web.netty;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A connection whose bytes are looked at as they are on the wire.
 */
final class RawConnection implements AutoCloseable {

	private static final int LIMIT_MILLIS = 20_000;

	private final Socket socket;

	private final InputStream input;

	RawConnection(int port) throws IOException {
		this.socket = new Socket("localhost", port);
		this.socket.setSoTimeout(LIMIT_MILLIS);
		this.input = new BufferedInputStream(this.socket.getInputStream());
	}

	Socket socket() {
		return this.socket;
	}

	RawConnection send(String text) throws IOException {
		return send(text.getBytes(StandardCharsets.US_ASCII));
	}

	RawConnection send(byte[] bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
		this.socket.getOutputStream().flush();
		return this;
	}

	RawConnection get(String path) throws IOException {
		return send("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path));
	}

	// Everything up to and including some text.
	String readUntil(String end) throws IOException {
		StringBuilder text = new StringBuilder();
		while (text.indexOf(end, text.length() - end.length()) < 0) {
			int next = this.input.read();
			if (next < 0) {
				throw new EOFException("The connection ended after: " + text);
			}
			text.append((char) next);
		}
		return text.toString();
	}

	String readHead() throws IOException {
		return readUntil("\r\n\r\n");
	}

	// A response whose length is known.
	String readResponse() throws IOException {
		String head = readHead();
		String length = head.toLowerCase(Locale.ROOT).split("content-length: ", 2)[1].split("\r\n", 2)[0];
		return head + new String(readBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
	}

	byte[] readBytes(int count) throws IOException {
		byte[] bytes = this.input.readNBytes(count);
		if (bytes.length < count) {
			throw new EOFException("The connection ended after %d of %d bytes.".formatted(bytes.length, count));
		}
		return bytes;
	}

	// Everything that is left until the other side closes the connection.
	String readRest() throws IOException {
		ByteArrayOutputStream rest = new ByteArrayOutputStream();
		try {
			for (int next = this.input.read(); next >= 0; next = this.input.read()) {
				rest.write(next);
			}
		}
		catch (SocketException ex) {
			rest.writeBytes("<reset>".getBytes(StandardCharsets.US_ASCII));
		}
		return rest.toString(StandardCharsets.UTF_8);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
