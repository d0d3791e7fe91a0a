package dev.lastcall.termination.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The directory of reports and run markers, which other processes may write to at the
 * same time, also from other machines. A file appears in it complete or not at all. Used
 * by one thread.
 */
final class ReportDirectory {

	/**
	 * More than any file here that is worth reading.
	 */
	private static final int MOST_BYTES = 65536;

	static final String TEMPORARY = ".tmp";

	private final Path path;

	ReportDirectory(Path path) {
		this.path = path;
	}

	void write(String name, byte[] bytes, int size) throws IOException {
		create(name, bytes, size, false).close();
	}

	// Locked before others can see it, for as long as the channel is open.
	FileChannel writeLocked(String name, byte[] bytes) throws IOException {
		return create(name, bytes, bytes.length, true);
	}

	private FileChannel create(String name, byte[] bytes, int size, boolean locked) throws IOException {
		require();
		Path temporary = this.path.resolve(name + TEMPORARY);
		FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
				StandardOpenOption.TRUNCATE_EXISTING);
		try {
			ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, size);
			while (buffer.hasRemaining()) {
				channel.write(buffer);
			}
			if (locked) {
				RunLock.lock(channel);
			}
			Files.move(temporary, this.path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
			return channel;
		}
		catch (Throwable ex) {
			channel.close();
			Files.deleteIfExists(temporary);
			throw ex;
		}
	}

	// Made here, it would hide that a volume is not mounted.
	private void require() throws IOException {
		if (!Files.isDirectory(this.path)) {
			throw new IOException("there is no such directory");
		}
	}

	Path path() {
		return this.path;
	}

	static String read(Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, LinkOption.NOFOLLOW_LINKS, StandardOpenOption.READ)) {
			ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(channel.size(), MOST_BYTES));
			while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
				// Reads on.
			}
			return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
		}
	}

	// The oldest first, as far as the clock tells.
	List<Path> files(Predicate<String> names) throws IOException {
		require();
		List<Path> files = new ArrayList<>();
		try (DirectoryStream<Path> entries = Files.newDirectoryStream(this.path)) {
			for (Path entry : entries) {
				if (names.test(String.valueOf(entry.getFileName()))
						&& Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
					files.add(entry);
				}
			}
		}
		catch (DirectoryIteratorException ex) {
			throw ex.getCause();
		}
		files.sort(Comparator.comparing(ReportDirectory::modified).thenComparing(Path::toString));
		return files;
	}

	static FileTime modified(Path file) {
		try {
			return Files.getLastModifiedTime(file);
		}
		catch (IOException ex) {
			// Another process has taken it away.
			return FileTime.fromMillis(0);
		}
	}

	void keepNewest(int count, Predicate<String> names) throws IOException {
		List<Path> files = files(names);
		for (Path file : files.subList(0, Math.max(0, files.size() - count))) {
			Files.deleteIfExists(file);
		}
	}

}
