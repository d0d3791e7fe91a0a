package dev.lastcall.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

import dev.lastcall.sample.process.AppCommand;

/**
 * The wall clock of one process, which a test can set: libfaketime, a Debian package.
 * Used by one thread.
 */
final class WallClock {

	private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

	private final Path file;

	WallClock(Path file) {
		this.file = file;
	}

	static boolean isAvailable() {
		return library().isPresent();
	}

	// Below /usr/lib/<architecture>-linux-gnu.
	private static Optional<Path> library() {
		try (Stream<Path> directories = Files.list(Path.of("/usr/lib"))) {
			return directories.map((directory) -> directory.resolve(LIBRARY)).filter(Files::exists).findFirst();
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

	void govern(AppCommand command) {
		jumpTo(Duration.ZERO);
		command.environment("LD_PRELOAD", library().orElseThrow().toString())
			.environment("FAKETIME_TIMESTAMP_FILE", this.file.toString())
			.environment("FAKETIME_NO_CACHE", "1")
			.environment("FAKETIME_DONT_FAKE_MONOTONIC", "1")
			// Its correction for another C library makes timed waits of this one end at
			// once.
			.environment("FAKETIME_FORCE_MONOTONIC_FIX", "0");
	}

	void jumpTo(Duration offset) {
		try {
			Path next = Files.writeString(this.file.resolveSibling(this.file.getFileName() + ".next"),
					"%+d\n".formatted(offset.toSeconds()));
			Files.move(next, this.file, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
