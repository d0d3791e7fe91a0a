package dev.lastcall.sample.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the pipe that a process writes to and copies it to a file, until it is told to
 * stop. From then on nobody reads, and the process blocks when the pipe is full.
 */
final class OutputReader {

	private volatile boolean stopped;

	static OutputReader start(InputStream pipe, Path file) {
		OutputReader reader = new OutputReader();
		Thread thread = new Thread(() -> reader.copy(pipe, file), "output-reader");
		thread.setDaemon(true);
		thread.start();
		return reader;
	}

	private void copy(InputStream pipe, Path file) {
		byte[] buffer = new byte[4096];
		try (OutputStream copy = Files.newOutputStream(file)) {
			int count = pipe.read(buffer);
			while (count >= 0 && !this.stopped) {
				copy.write(buffer, 0, count);
				count = pipe.read(buffer);
			}
		}
		catch (IOException ex) {
			// The process is gone.
		}
	}

	void stop() {
		this.stopped = true;
	}

}
