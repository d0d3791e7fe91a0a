package dev.lastcall.signal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The eventfds of this process.
 */
final class EventFiles {

	private EventFiles() {
	}

	static int only() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
			List<Path> found = files.filter(EventFiles::isEventCounter).toList();
			if (found.size() != 1) {
				throw new IllegalStateException(found.toString());
			}
			return Integer.parseInt(found.get(0).getFileName().toString());
		}
	}

	private static boolean isEventCounter(Path file) {
		try {
			return Files.readSymbolicLink(file).toString().contains("eventfd");
		}
		catch (IOException ex) {
			return false;
		}
	}

}
