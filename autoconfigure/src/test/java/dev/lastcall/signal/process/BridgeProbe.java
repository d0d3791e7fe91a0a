package dev.lastcall.signal.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalRegistration;
import dev.lastcall.signal.handover.TieredSignalBridge;
import dev.lastcall.signal.nativetier.NativeSettings;
import dev.lastcall.signal.nativetier.NativeSignalBridge;
import dev.lastcall.signal.nativetier.NativeUnavailableException;

/**
 * Main class of a process that does with signals what it is told to on the standard
 * input, a line for each order, and answers each with a line that begins with
 * {@code answer}.
 */
public final class BridgeProbe implements Function<String, Object> {

	private static final long WATCHDOG_NANOS = 50_000_000;

	private final TieredSignalBridge bridge = TieredSignalBridge.onJdk();

	private final Map<String, SignalRegistration> registrations = new HashMap<>();

	private final ProbeListeners listeners = new ProbeListeners(this.bridge);

	private final NativeSettings settings;

	private @Nullable NativeSignalBridge last;

	private BridgeProbe(NativeSettings settings) {
		this.settings = settings;
	}

	/**
	 * Creates the probe of a class loader.
	 */
	public BridgeProbe() {
		this(new NativeSettings(true, false));
	}

	/**
	 * Starts the process.
	 * @param arguments {@code quiet} for no dump of the JVM, {@code override} to take
	 * ignored signals
	 */
	public static void main(String[] arguments) throws Exception {
		String all = String.join(" ", arguments);
		BridgeProbe probe = new BridgeProbe(new NativeSettings(!all.contains("quiet"), all.contains("override")));
		serve(probe);
	}

	static void serve(Function<String, Object> probe) throws IOException {
		say("ready");
		BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String order = orders.readLine(); order != null; order = orders.readLine()) {
			// On a line of its own, even if the JVM is just writing a dump.
			say("\nanswer " + probe.apply(order));
		}
		System.exit(0);
	}

	@Override
	public Object apply(String order) {
		try {
			return obey(order.split(" "));
		}
		catch (Throwable ex) {
			return "failed " + ex;
		}
	}

	static void say(String line) {
		System.out.println(line);
	}

	private Object obey(String[] order) throws Exception {
		return switch (order[0]) {
			case "register" -> register(order[1], order[2], order[3], order[4]);
			case "disposition" -> this.registrations.get(order[1]).disposition();
			case "close" -> close(order[1]);
			case "handover" -> handOver();
			case "tier" -> this.bridge.tier() + " " + this.bridge.obstacle();
			case "ours" -> upper().handlers().isOurs(signal(order[1]).number());
			case "count" -> upper().count(signal(order[1]).number());
			case "heard" -> this.listeners.heard(signal(order[1]).number());
			case "told" -> this.listeners.told(signal(order[1]).number());
			case "alerts" -> this.listeners.alerts();
			case "release" -> this.listeners.release();
			case "dropped" -> upper().ring().dropped() + " " + upper().ring().depth();
			case "dead" -> upper().isDead();
			case "repair" -> this.bridge.repair();
			case "threads" -> threads();
			case "watch" -> watch();
			case "dump" -> dump();
			case "take" -> JdkHandlers.take(order[1], order[2]);
			case "restore" -> JdkHandlers.restore(order[1]);
			case "overtake" -> overtake(order[1]);
			case "again" -> again(order[1]);
			case "blind" -> blind();
			case "deny" -> KernelSignals.denyExecution();
			case "load", "work", "fill" -> ProbeLoad.obey(order[0]);
			case "race" -> ClosingRace.run(this.bridge, order[1], Integer.parseInt(order[2]));
			default -> obeyAboutDeadline(order);
		};
	}

	private Object obeyAboutDeadline(String[] order) {
		return switch (order[0]) {
			case "arm" -> arm(Long.parseLong(order[1]), Integer.parseInt(order[2]));
			case "grant" -> grant(Long.parseLong(order[1]), Integer.parseInt(order[2]));
			case "disarm" -> disarm();
			case "handles" -> upper().handlers().isOurs(Integer.parseInt(order[1]));
			case "deadline" -> "'" + upper().deadline().obstacle() + "'";
			default -> throw new IllegalArgumentException(order[0]);
		};
	}

	private Object register(String key, String name, String lane, String behaviour) {
		SignalRegistration registration = this.bridge.register(signal(name), SignalLane.valueOf(lane),
				this.listeners.of(key, behaviour));
		this.registrations.put(key, registration);
		return registration.disposition();
	}

	private Object close(String key) {
		long start = System.nanoTime();
		this.registrations.get(key).close();
		return (System.nanoTime() - start) / 1_000_000;
	}

	private Object handOver() {
		boolean done = this.bridge.handOver(() -> NativeSignalBridge.create(this.settings,
				(signal, failure) -> say("failure " + signal + " " + failure)));
		this.last = this.bridge.upper().orElse(null);
		return done ? this.bridge.tier() : this.bridge.tier() + " " + this.bridge.obstacle();
	}

	// As a native library would, that calls the handler that was there before it.
	private Object overtake(String name) throws NativeUnavailableException {
		return NativeSignalBridge.create(this.settings, (signal, failure) -> say("failure " + failure))
			.register(signal(name), SignalLane.EVENT, (event) -> say("overtaken " + event.signal()))
			.disposition();
	}

	private Object again(String name) {
		return upper().register(signal(name), SignalLane.EVENT, (event) -> say("again " + event)).disposition();
	}

	private Object arm(long millis, int code) {
		return this.bridge.deadline().arm(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), code);
	}

	private Object grant(long millis, int code) {
		this.bridge.deadline().grant((millis < 0) ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(millis), code);
		return "granted";
	}

	private Object disarm() {
		this.bridge.deadline().disarm();
		return "disarmed";
	}

	private Object dump() {
		upper().requestDump();
		return "requested";
	}

	// A reader that waits on this file goes on waiting, but nothing wakes it up any
	// more; a reader that is busy finds the file gone, and ends.
	private Object blind() throws Exception {
		KernelSignals.closeFile(EventFiles.only());
		return "closed";
	}

	// As somebody does who looks every now and then.
	private Object watch() {
		NativeSignalBridge watched = upper();
		Thread thread = new Thread(() -> {
			while (!watched.escalation().check(WATCHDOG_NANOS)) {
				LockSupport.parkNanos(WATCHDOG_NANOS);
			}
		}, "watchdog");
		thread.setDaemon(true);
		thread.start();
		return "watching";
	}

	private static Object threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("lastcall-"))
			.sorted()
			.toList();
	}

	// Also when the last registration has been closed.
	private NativeSignalBridge upper() {
		this.last = this.bridge.upper().orElse(this.last);
		return Objects.requireNonNull(this.last);
	}

	private static PosixSignal signal(String name) {
		return PosixSignal.named(name).orElseThrow();
	}

}
