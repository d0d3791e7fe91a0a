package dev.lastcall.benchmarks.signals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.lastcall.signal.SignalTier;

/**
 * A program that hears signals and answers as {@code sender.c} asks for.
 *
 * @param name what the receiver is called in results
 * @param command what starts it
 */
record Receiver(String name, List<String> command) {

	private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

	/**
	 * All receivers.
	 * @param programs builds those that are not in Java
	 * @return the receivers in the order of the result
	 */
	static List<Receiver> all(NativePrograms programs) {
		List<Receiver> receivers = new ArrayList<>();
		for (SignalTier tier : BridgeReceiver.tiers()) {
			receivers.add(java(tier));
		}
		receivers.add(new Receiver(SignalLatency.GO, List.of(programs.go().toString())));
		receivers.add(new Receiver("C, handler and eventfd", List.of(programs.c("receiver").toString())));
		return receivers;
	}

	private static Receiver java(SignalTier tier) {
		return new Receiver("Last Call, tier '%s'".formatted(tier.label()), List.of(JAVA.toString(), "-cp",
				System.getProperty("java.class.path"), BridgeReceiver.class.getName(), tier.name()));
	}

}
