package dev.lastcall.web.netty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * A connection over which HTTP/2 is spoken with prior knowledge, frame by frame (RFC
 * 9113).
 */
final class RawHttp2Connection implements AutoCloseable {

	public static final int DATA = 0;

	public static final int HEADERS = 1;

	public static final int RST_STREAM = 3;

	public static final int SETTINGS = 4;

	public static final int GOAWAY = 7;

	private static final int ACK = 1;

	private static final int END_STREAM = 1;

	private static final int END_HEADERS = 4;

	private final RawConnection wire;

	RawHttp2Connection(int port) throws IOException {
		this.wire = new RawConnection(port);
		this.wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
		write(SETTINGS, 0, 0, new byte[0]);
		read((frame) -> frame.type() == SETTINGS);
		write(SETTINGS, ACK, 0, new byte[0]);
	}

	// HPACK without any table but the static one and without Huffman (RFC 7541).
	void get(int stream, String path) throws IOException {
		ByteArrayOutputStream block = new ByteArrayOutputStream();
		block.write(0x82);
		block.write(0x86);
		literal(block, 0x04, path);
		literal(block, 0x01, "localhost");
		write(HEADERS, END_STREAM | END_HEADERS, stream, block.toByteArray());
	}

	private static void literal(ByteArrayOutputStream block, int name, String value) {
		block.write(name);
		block.write(value.length());
		block.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
	}

	private void write(int type, int flags, int stream, byte[] payload) throws IOException {
		ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
		frame.put((byte) 0).putShort((short) payload.length).put((byte) type).put((byte) flags).putInt(stream);
		this.wire.send(frame.put(payload).array());
	}

	Frame read() throws IOException {
		ByteBuffer head = ByteBuffer.wrap(this.wire.readBytes(9));
		int length = ((head.get() & 0xff) << 16) | (head.getShort() & 0xffff);
		return new Frame(head.get(), head.get(), head.getInt(), this.wire.readBytes(length));
	}

	// The next frame of some sort; others are passed over.
	Frame read(Predicate<Frame> which) throws IOException {
		Frame frame = read();
		while (!which.test(frame)) {
			frame = read();
		}
		return frame;
	}

	String readRest() throws IOException {
		return this.wire.readRest();
	}

	@Override
	public void close() throws IOException {
		this.wire.close();
	}

	public record Frame(int type, int flags, int stream, byte[] payload) {

		boolean endsStream() {
			return (this.type == DATA || this.type == HEADERS) && (this.flags & END_STREAM) != 0;
		}

		String text() {
			return new String(this.payload, StandardCharsets.UTF_8);
		}

		// Of a GOAWAY.
		int lastStream() {
			return ByteBuffer.wrap(this.payload).getInt();
		}

		// Of a GOAWAY.
		int error() {
			return ByteBuffer.wrap(this.payload).getInt(4);
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Frame frame && this.type == frame.type && this.flags == frame.flags
					&& this.stream == frame.stream && Arrays.equals(this.payload, frame.payload);
		}

		@Override
		public int hashCode() {
			return Arrays.hashCode(this.payload);
		}

	}

}
