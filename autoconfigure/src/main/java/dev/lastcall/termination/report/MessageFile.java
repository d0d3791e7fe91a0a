package dev.lastcall.termination.report;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The file of the termination message. It is opened once and kept open, so that its last
 * message needs neither a file descriptor nor much memory. Used by one thread.
 */
final class MessageFile {

	private final Path path;

	private @Nullable RandomAccessFile file;

	private int size;

	MessageFile(Path path) {
		this.path = path;
	}

	Path path() {
		return this.path;
	}

	void open() throws IOException {
		if (this.file != null) {
			return;
		}
		if (Files.exists(this.path) && !Files.isRegularFile(this.path)) {
			// To open a pipe that nobody reads would block for ever.
			throw new IOException("not a regular file");
		}
		RandomAccessFile file = new RandomAccessFile(this.path.toFile(), "rw");
		this.file = file;
		this.size = (int) Math.min(file.length(), TerminationMessage.MOST_BYTES);
	}

	// The first bytes of an array that is as long as the longest message. In one write,
	// with blanks over the rest of a longer message: whenever the process is killed, the
	// file holds valid JSON.
	void write(byte[] bytes, int size) throws IOException {
		open();
		RandomAccessFile file = this.file;
		if (file != null) {
			int covered = Math.max(size, this.size);
			Arrays.fill(bytes, size, covered, (byte) ' ');
			file.seek(0);
			file.write(bytes, 0, covered);
			file.setLength(size);
			this.size = size;
		}
	}

	void close() throws IOException {
		if (this.file != null) {
			this.file.close();
			this.file = null;
		}
	}

}
