package dev.lastcall.signal.proc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of {@code /proc}, read without ever throwing: what cannot be read is
 * remembered. Made for one look at the process, by one thread.
 */
public final class ProcFiles {

	private final Path root;

	private final Set<Path> unreadable = new LinkedHashSet<>();

	/**
	 * Creates the files.
	 * @param root where {@code /proc} is mounted
	 */
	public ProcFiles(Path root) {
		this.root = root;
	}

	/**
	 * The path of a file.
	 * @param file the file, such as {@code self/status}
	 * @return the whole path
	 */
	public Path path(String file) {
		return this.root.resolve(file);
	}

	/**
	 * Reads a file.
	 * @param file the file, such as {@code 1/comm}
	 * @return its text, or empty if it cannot be read
	 */
	public Optional<String> text(String file) {
		Optional<String> text = read(path(file));
		if (text.isEmpty()) {
			this.unreadable.add(path(file));
		}
		return text;
	}

	/**
	 * Reads what a process does with signals.
	 * @param process its number, or {@code self}
	 * @return the status, or empty if it cannot be read
	 */
	public Optional<SignalStatus> status(String process) {
		String file = process + "/status";
		Optional<SignalStatus> status = text(file).flatMap(SignalStatus::parse);
		if (status.isEmpty()) {
			this.unreadable.add(path(file));
		}
		return status;
	}

	/**
	 * Reads what each thread of this process does with signals. Threads that end
	 * meanwhile are left out.
	 * @return one status for each thread, or none if they cannot be read
	 */
	public List<SignalStatus> threads() {
		List<SignalStatus> threads = new ArrayList<>();
		Path directory = path("self/task");
		try (DirectoryStream<Path> tasks = Files.newDirectoryStream(directory)) {
			tasks.forEach((task) -> read(task.resolve("status")).flatMap(SignalStatus::parse).ifPresent(threads::add));
		}
		catch (IOException | DirectoryIteratorException ex) {
			threads.clear();
		}
		if (threads.isEmpty()) {
			this.unreadable.add(directory);
		}
		return threads;
	}

	/**
	 * Reads what lies where in the memory of this process.
	 * @return the map, or empty if it cannot be read
	 */
	public Optional<MemoryMap> memory() {
		return text("self/maps").map(MemoryMap::parse);
	}

	/**
	 * Reads what is mounted where.
	 * @return the mounts, or empty if they cannot be read
	 */
	public Optional<Mounts> mounts() {
		return text("self/mountinfo").map(Mounts::parse);
	}

	/**
	 * What could not be read so far.
	 * @return the paths, in the order in which they were asked for
	 */
	public List<Path> unreadable() {
		return List.copyOf(this.unreadable);
	}

	// A name in /proc may be of any bytes, so what is not UTF-8 is replaced.
	private static Optional<String> read(Path file) {
		try {
			return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

}
