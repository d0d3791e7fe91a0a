package dev.lastcall.signal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Sends very many signals to a process and its threads, as fast as the kernel takes them.
 */
final class SignalStorm {

	/**
	 * Threads that do not end before the process does. A signal that is pending for a
	 * thread ends with it, and so could not be counted.
	 */
	private static final Set<String> LASTING = Set.of("java", "VM Thread", "Signal Dispatch", "Finalizer",
			"Reference Handl", "allocation", "overflow", "null", "collection", "lastcall-signal");

	private final long pid;

	private final long[] sent = new long[65];

	SignalStorm(long pid) {
		this.pid = pid;
	}

	void kill(int times, int... signals) {
		for (int i = 0; i < times; i++) {
			int signal = signals[i % signals.length];
			KernelSignals.kill(this.pid, signal);
			this.sent[signal]++;
		}
	}

	void queue(int times, int... signals) {
		for (int i = 0; i < times; i++) {
			int signal = signals[i % signals.length];
			KernelSignals.queue(this.pid, signal, i);
			this.sent[signal]++;
		}
	}

	void killEveryThread(int times, int... signals) throws IOException {
		killThreads(times, threads().toList(), signals);
	}

	void killLastingThreads(int times, int... signals) throws IOException {
		killThreads(times, threads().filter(SignalStorm::isLasting).toList(), signals);
	}

	private void killThreads(int times, List<Path> threads, int... signals) {
		for (int i = 0; i < times; i++) {
			int signal = signals[(i / threads.size()) % signals.length];
			long thread = Long.parseLong(threads.get(i % threads.size()).getFileName().toString());
			if (KernelSignals.tgkill(this.pid, thread, signal)) {
				this.sent[signal]++;
			}
		}
	}

	private Stream<Path> threads() throws IOException {
		try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(this.pid), "task"))) {
			return threads.toList().stream();
		}
	}

	private static boolean isLasting(Path thread) {
		try {
			return LASTING.contains(Files.readString(thread.resolve("comm")).strip());
		}
		catch (IOException ex) {
			return false;
		}
	}

	long sent(int signal) {
		return this.sent[signal];
	}

}
