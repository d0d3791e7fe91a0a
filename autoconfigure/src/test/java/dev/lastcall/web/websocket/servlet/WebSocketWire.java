package dev.lastcall.web.websocket.servlet;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import dev.lastcall.fixture.Wire;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The client's end of a WebSocket connection, byte by byte (RFC 6455, 5.2). Frames are
 * shorter than 64 KiB.
 *
 * @param wire the connection
 */
record WebSocketWire(Wire wire) implements Closeable {

	static final int TEXT = 0x81;

	static final int CLOSE = 0x88;

	private static final byte[] MASK = { 1, 2, 3, 4 };

	static WebSocketWire open(int port, String path, String... headers) throws IOException {
		String more = String.join("\r\n", headers);
		Wire wire = Wire.request(port, "GET " + path, "Upgrade: websocket", "Connection: Upgrade",
				"Sec-WebSocket-Version: 13",
				"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==" + (more.isEmpty() ? "" : "\r\n" + more));
		assertThat(wire.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 101");
		return new WebSocketWire(wire);
	}

	void send(int firstOctet, String payload) throws IOException {
		send(firstOctet, payload.getBytes(StandardCharsets.UTF_8));
	}

	void send(int firstOctet, byte[] payload) throws IOException {
		ByteArrayOutputStream frame = new ByteArrayOutputStream();
		frame.write(firstOctet);
		assertThat(payload).hasSizeLessThan(126);
		frame.write(0x80 | payload.length);
		frame.write(MASK);
		for (int i = 0; i < payload.length; i++) {
			frame.write(payload[i] ^ MASK[i % 4]);
		}
		this.wire.write(frame.toByteArray());
	}

	Frame read() throws IOException {
		byte[] head = this.wire.read(2);
		int length = head[1] & 0xff;
		if (length == 126) {
			byte[] extended = this.wire.read(2);
			length = (extended[0] & 0xff) << 8 | (extended[1] & 0xff);
		}
		assertThat(length).isLessThan(1 << 16);
		return new Frame(head[0] & 0xff, this.wire.read(length));
	}

	@Override
	public void close() throws IOException {
		this.wire.close();
	}

	/**
	 * One frame.
	 *
	 * @param firstOctet the flags and the code
	 * @param payload the payload
	 */
	record Frame(int firstOctet, byte[] payload) {

		String text() {
			return new String(this.payload, StandardCharsets.UTF_8);
		}

		int closeCode() {
			return (this.payload[0] & 0xff) << 8 | (this.payload[1] & 0xff);
		}

	}

}
