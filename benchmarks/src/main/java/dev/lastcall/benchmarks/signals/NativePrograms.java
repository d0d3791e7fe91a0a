package dev.lastcall.benchmarks.signals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The programs that are not in Java, built from the sources in this jar.
 *
 * @param directory where they are built
 */
record NativePrograms(Path directory) {

	/**
	 * Builds a program of one C file.
	 * @param program the file's name without its ending
	 * @return the executable
	 */
	Path c(String program) {
		String source = program + ".c";
		Path folder = unpack("c", source);
		run(folder, "gcc", List.of("gcc", "-O2", "-pthread", "-Wall", "-Wextra", "-Werror", "-o", program, source));
		return folder.resolve(program);
	}

	/**
	 * Builds the receiver in Go.
	 * @return the executable
	 */
	Path go() {
		Path folder = unpack("go", "go.mod", "nanotime.s", "receiver.go");
		run(folder, "golang-go", List.of("go", "build", "-o", "receiver"));
		return folder.resolve("receiver");
	}

	private Path unpack(String folder, String... sources) {
		try {
			Path target = Files.createDirectories(this.directory.resolve(folder));
			for (String source : sources) {
				try (InputStream content = NativePrograms.class.getResourceAsStream(folder + "/" + source)) {
					Files.copy(Objects.requireNonNull(content, source), target.resolve(source));
				}
			}
			return target;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void run(Path folder, String debianPackage, List<String> command) {
		int code = start(folder, debianPackage, command).onExit().join().exitValue();
		if (code != 0) {
			throw new IllegalStateException("%s ended with %d".formatted(command, code));
		}
	}

	private Process start(Path folder, String debianPackage, List<String> command) {
		ProcessBuilder builder = new ProcessBuilder(command).inheritIO().directory(folder.toFile());
		// Go insists on a cache, which need not outlive this run.
		builder.environment().put("GOCACHE", this.directory.resolve("cache").toString());
		try {
			return builder.start();
		}
		catch (IOException ex) {
			throw new IllegalStateException(
					"'%s' cannot be run. On Debian, install the package '%s'.".formatted(command.get(0), debianPackage),
					ex);
		}
	}

}
