package dev.lastcall.benchmarks.signals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures how long SIGTERM takes from {@code kill} to the receiver's code. Every round
 * starts each receiver once, one at a time and in an order that changes from round to
 * round, so that all see the same machine.
 */
public final class SignalLatency {

	/**
	 * The name of the receiver that the others are compared with.
	 */
	public static final String GO = "Go, signal.Notify";

	private static final int WARM_UP = 500;

	private static final int SIGNALS = 5000;

	/**
	 * Long enough for a receiver to fall asleep again.
	 */
	private static final Duration PAUSE = Duration.ofMillis(1);

	private SignalLatency() {
	}

	/**
	 * Measures all receivers.
	 * @param directory an empty directory to build programs in
	 * @param rounds how many processes of each receiver, at least 1
	 * @return a result per receiver
	 */
	public static List<Latency> measure(Path directory, int rounds) {
		NativePrograms programs = new NativePrograms(directory);
		Sender sender = new Sender(programs.c("sender"));
		List<Receiver> receivers = new ArrayList<>(Receiver.all(programs));
		Map<String, List<List<Duration>>> runs = new LinkedHashMap<>();
		for (int round = 0; round < rounds; round++) {
			for (Receiver receiver : receivers) {
				runs.computeIfAbsent(receiver.name(), (name) -> new ArrayList<>())
					.add(sender.send(receiver, WARM_UP + SIGNALS, PAUSE));
			}
			Collections.rotate(receivers, 1);
		}
		return runs.entrySet().stream().map((entry) -> latency(entry.getKey(), entry.getValue())).toList();
	}

	private static Latency latency(String receiver, List<List<Duration>> runs) {
		return new Latency(receiver, runs.stream().map((run) -> run.get(0)).toList(),
				runs.stream().flatMap((run) -> run.stream().skip(WARM_UP)).toList());
	}

}
