package dev.lastcall.test;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.lastcall.drain.Ticker;

/**
 * A JVM beside the one of the tests, for what would end or spoil that one.
 */
public final class ForkedJvm {

	private ForkedJvm() {
	}

	/**
	 * Runs a main method, for at most thirty seconds.
	 * @param prefix the command that starts the JVM, empty to start it directly
	 * @param options options of the JVM
	 * @param main the class with the main method
	 * @param arguments arguments of the main method
	 * @return what became of it
	 */
	public static Result run(List<String> prefix, List<String> options, Class<?> main, String... arguments)
			throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(prefix);
		command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto",
				"-XX:TieredStopAtLevel=1", "-cp", location(main) + ":" + location(Ticker.class)));
		command.addAll(options);
		command.add(main.getName());
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).directory(new File(System.getProperty("java.io.tmpdir")))
			.redirectErrorStream(true)
			.start();
		try {
			if (!process.waitFor(30, TimeUnit.SECONDS)) {
				throw new AssertionError("The JVM has not ended: " + command);
			}
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return new Result(process.exitValue(), output.lines().toList());
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static Path location(Class<?> type) {
		try {
			return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What became of a JVM.
	 *
	 * @param exitCode its exit code
	 * @param lines what it wrote to both streams
	 */
	public record Result(int exitCode, List<String> lines) {
	}

}
