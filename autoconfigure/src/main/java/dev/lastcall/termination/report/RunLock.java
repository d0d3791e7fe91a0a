package dev.lastcall.termination.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;

/**
 * The lock that a living process holds on its marker. The kernel takes it away with the
 * process, and it tells across containers and machines, where a process id says nothing.
 * Not every file system has locks, so one that is not held proves little.
 */
final class RunLock {

	private RunLock() {
	}

	static void lock(FileChannel channel) {
		try {
			tryLock(channel);
		}
		catch (IOException ex) {
			// Then the process id must do.
			return;
		}
	}

	// Not to be asked for a file of this JVM: to close it would end the lock (fcntl(2)).
	static boolean isHeld(Path file) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			return !tryLock(channel);
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static boolean tryLock(FileChannel channel) throws IOException {
		try {
			@Nullable Object lock = channel.tryLock();
			return lock != null;
		}
		catch (OverlappingFileLockException ex) {
			return false;
		}
	}

}
