package dev.lastcall.signal.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The library of async-profiler, as an agent of another process.
 */
final class AsyncProfiler {

	private static final String LIBRARY = "/linux-%s/libasyncProfiler.so"
		.formatted(System.getProperty("os.arch").replace("amd64", "x64").replace("aarch64", "arm64"));

	private AsyncProfiler() {
	}

	static boolean isBuiltForThisMachine() {
		return AsyncProfiler.class.getResource(LIBRARY) != null;
	}

	/**
	 * Unpacks the library.
	 * @param directory where to
	 * @param profile what to write at the end: stacks, a line for each
	 * @return the option that makes a JVM profile itself, by the clock of its threads
	 */
	static String option(Path directory, Path profile) throws IOException {
		Path library = directory.resolve("libasyncProfiler.so");
		try (InputStream content = Objects.requireNonNull(AsyncProfiler.class.getResourceAsStream(LIBRARY))) {
			Files.copy(content, library);
		}
		return "-agentpath:%s=start,event=ctimer,interval=1ms,collapsed,file=%s".formatted(library, profile);
	}

}
