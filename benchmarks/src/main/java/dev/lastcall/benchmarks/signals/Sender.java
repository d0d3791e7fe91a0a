package dev.lastcall.benchmarks.signals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The program that sends signals, the same one to every receiver.
 *
 * @param program the executable built from {@code sender.c}
 */
record Sender(Path program) {

	/**
	 * Starts a receiver, sends it signals one at a time, and waits until it has ended.
	 * @param receiver the receiver
	 * @param count how many signals
	 * @param pause how long to wait before each
	 * @return how long each took to arrive, in the order in which they were sent
	 */
	List<Duration> send(Receiver receiver, int count, Duration pause) {
		List<String> command = new ArrayList<>(
				List.of(this.program.toString(), String.valueOf(count), String.valueOf(pause.toNanos() / 1000)));
		command.addAll(receiver.command());
		try {
			Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
			List<Duration> latencies = latencies(process);
			if (latencies.size() != count) {
				throw new IllegalStateException(
						"'%s' answered %d signals of %d".formatted(receiver.name(), latencies.size(), count));
			}
			return latencies;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// A sender that fails prints no latencies, and the reason to the standard error.
	private static List<Duration> latencies(Process process) throws IOException {
		try (BufferedReader output = process.inputReader()) {
			return output.lines().map(Long::valueOf).map(Duration::ofNanos).toList();
		}
	}

}
