package dev.lastcall.signal.diagnosis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.lastcall.signal.proc.ProcFiles;

/**
 * A {@code /proc} of a healthy JVM on an ordinary host, and what a test changes in it.
 */
final class FakeProc {

	static final WantedSignal TERM = new WantedSignal(15, "SIGTERM", true);

	static final WantedSignal INT = new WantedSignal(2, "SIGINT", true);

	static final WantedSignal HUP = new WantedSignal(1, "SIGHUP", false);

	static final WantedSignal QUIT = new WantedSignal(3, "SIGQUIT", false);

	static final WantedSignal USR1 = new WantedSignal(10, "SIGUSR1", false);

	private final Path root;

	FakeProc(Path root) {
		this.root = root;
		status("self/status", Map.of());
		thread(1, 0);
		thread(2, signals(3));
		write("self/stat", "42 (java (x) y) S 7 42 42 0 -1");
		write("self/maps", "7f0000000000-7f0000010000 r-xp 00001000 fe:00 42 /jdk/lib/server/libjvm.so\n");
		write("self/mountinfo", "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n");
		first("systemd", "/sbin/init", "splash");
	}

	void first(String name, String... command) {
		write("1/comm", name + "\n");
		write("1/cmdline", String.join("\0", command) + "\0");
		status("1/status", Map.of());
	}

	void thread(int number, long blocked) {
		status("self/task/%d/status".formatted(number), Map.of("SigBlk", blocked));
	}

	void status(String file, Map<String, Long> sets) {
		StringBuilder text = new StringBuilder("Name:\tjava\n");
		for (String field : List.of("SigPnd", "ShdPnd", "SigBlk", "SigIgn", "SigCgt")) {
			text.append("%s:\t%016x\n".formatted(field, sets.getOrDefault(field, 0L)));
		}
		write(file, text.toString());
	}

	void write(String file, String text) {
		Path path = this.root.resolve(file);
		try {
			Files.createDirectories(path.getParent());
			Files.writeString(path, text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	ProcFiles files() {
		return new ProcFiles(this.root);
	}

	DiagnosedProcess process(Map<String, String> environment, Map<String, String> properties, String... arguments) {
		return new DiagnosedProcess(this.root, environment, List.of(arguments), properties, true);
	}

	static long signals(int... numbers) {
		return IntStream.of(numbers).mapToLong((number) -> 1L << (number - 1)).sum();
	}

}
