package dev.lastcall.benchmarks.signals;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalRegistration;
import dev.lastcall.signal.SignalRegistration.Disposition;
import dev.lastcall.signal.SignalTier;
import dev.lastcall.signal.jdk.JdkSignalBridge;
import dev.lastcall.signal.nativetier.NativeSettings;
import dev.lastcall.signal.nativetier.NativeSignalBridge;
import dev.lastcall.signal.nativetier.NativeUnavailableException;

/**
 * A receiver in Java, as a process of its own: hears SIGTERM through Last Call's bridge.
 * What it says and to whom stands in {@code sender.c}.
 */
public final class BridgeReceiver {

	// A tier that is added here is measured.
	private static final Map<SignalTier, Supplier<SignalBridge>> BRIDGES = Map.of(SignalTier.JDK,
			() -> JdkSignalBridge.create(() -> false), SignalTier.NATIVE, BridgeReceiver::nativeBridge);

	private final OutputStream output = new FileOutputStream(FileDescriptor.out);

	private BridgeReceiver() {
	}

	/**
	 * Answers signals until the standard input ends.
	 * @param args the name of the {@link SignalTier}
	 * @throws IOException if the sender has gone
	 */
	public static void main(String[] args) throws IOException {
		SignalTier tier = SignalTier.valueOf(args[0]);
		Supplier<SignalBridge> bridge = Objects.requireNonNull(BRIDGES.get(tier), tier.label());
		new BridgeReceiver().listen(bridge.get(), tier);
		System.in.transferTo(OutputStream.nullOutputStream());
		// Whatever threads the bridge has are none of the measurement's business.
		Runtime.getRuntime().halt(0);
	}

	private static SignalBridge nativeBridge() {
		try {
			return NativeSignalBridge.create(new NativeSettings(true, false), (signal, failure) -> {
				throw new IllegalStateException(failure);
			});
		}
		catch (NativeUnavailableException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What can be measured.
	 * @return the tiers, best first
	 */
	static List<SignalTier> tiers() {
		return BRIDGES.keySet().stream().sorted().toList();
	}

	private void listen(SignalBridge bridge, SignalTier tier) throws IOException {
		SignalRegistration registration = bridge.register(PosixSignal.TERM, SignalLane.TERMINATION,
				(event) -> answer(System.nanoTime()));
		if (bridge.tier() != tier || registration.disposition() != Disposition.INSTALLED) {
			throw new IllegalStateException("The tier '%s' is not live here: the bridge's is '%s', and SIGTERM is %s"
				.formatted(tier.label(), bridge.tier().label(), registration.disposition()));
		}
		this.output.write("ready\n".getBytes(StandardCharsets.US_ASCII));
	}

	private void answer(long arrived) {
		try {
			this.output.write(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(arrived).array());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
