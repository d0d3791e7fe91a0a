package dev.lastcall.signal.handover;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongBinaryOperator;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalEvent;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalListener;
import dev.lastcall.signal.SignalRegistration;

/**
 * What the copy that leads answers to the others. A request that it does not understand,
 * because it is from another version, gets an empty answer. Thread-safe.
 */
final class LeadAnswers implements Function<Map<String, Object>, Map<String, Object>> {

	/**
	 * What is asked: one of those that follow.
	 */
	static final String ASK = "ask";

	/**
	 * To register {@link #SIGNAL} for {@link #LANE}; {@link #HEARD} and {@link #ALERT}
	 * are called. The answer has {@link #DISPOSITION}, {@link #CLOSE} and
	 * {@link #DEADLINE}, or is empty if this copy does not lead any more.
	 */
	static final String REGISTER = "register";

	/**
	 * For {@link #TIER} and {@link #OBSTACLE}.
	 */
	static final String STATUS = "status";

	/**
	 * To make ready for the exit of the JVM.
	 */
	static final String EXIT = "exit";

	/**
	 * To make the JVM write its dump.
	 */
	static final String DUMP = "dump";

	/**
	 * To give a termination that has waited for {@link #NANOS} to the JVM. The answer has
	 * {@link #DONE} if there was one.
	 */
	static final String ESCALATE = "escalate";

	static final String SIGNAL = "signal";

	static final String LANE = "lane";

	static final String HEARD = "heard";

	static final String ALERT = "alert";

	static final String DISPOSITION = "disposition";

	static final String CLOSE = "close";

	/**
	 * Arms the kernel's deadline: a function of the time and the exit code, not zero if
	 * it did.
	 */
	static final String DEADLINE = "deadline";

	static final String TIER = "tier";

	static final String OBSTACLE = "obstacle";

	static final String NANOS = "nanos";

	static final String COUNT = "count";

	static final String CODE = "code";

	static final String PID = "pid";

	static final String UID = "uid";

	static final String DONE = "done";

	private final TieredSignalBridge bridge;

	LeadAnswers(TieredSignalBridge bridge) {
		this.bridge = bridge;
	}

	// What both sides rely on.
	static <T> T get(Map<String, Object> words, String key, Class<T> type) {
		return type.cast(Objects.requireNonNull(words.get(key), key));
	}

	@Override
	public Map<String, Object> apply(Map<String, Object> request) {
		return switch ((String) request.getOrDefault(ASK, "")) {
			case REGISTER -> register(request);
			case STATUS -> Map.of(TIER, this.bridge.tier().name(), OBSTACLE, this.bridge.obstacle());
			case EXIT -> {
				this.bridge.prepareExit();
				yield Map.of();
			}
			case DUMP -> {
				this.bridge.requestDump();
				yield Map.of();
			}
			case ESCALATE -> {
				// Its own watch has ended if it has no application any more.
				this.bridge.repair();
				yield this.bridge.escalate(get(request, NANOS, Long.class)) ? Map.of(DONE, true) : Map.of();
			}
			default -> Map.of();
		};
	}

	@SuppressWarnings("unchecked")
	private Map<String, Object> register(Map<String, Object> request) {
		SignalListener listener = new OtherListener((Consumer<Map<String, Object>>) get(request, HEARD, Consumer.class),
				get(request, ALERT, LongConsumer.class));
		return this.bridge
			.registerAsLead(PosixSignal.numbered(get(request, SIGNAL, Integer.class)),
					SignalLane.valueOf(get(request, LANE, String.class)), listener)
			.map(this::answer)
			.orElse(Map.of());
	}

	private Map<String, Object> answer(SignalRegistration registration) {
		Supplier<String> disposition = () -> registration.disposition().name();
		Runnable close = registration::close;
		LongBinaryOperator deadline = (end, code) -> this.bridge.deadline().arm(end, (int) code) ? 1 : 0;
		return Map.of(DISPOSITION, disposition, CLOSE, close, DEADLINE, deadline);
	}

	/**
	 * The listener of another copy.
	 *
	 * @param heard hears of each signal
	 * @param alert is called before, and without an allocation
	 */
	private record OtherListener(Consumer<Map<String, Object>> heard, LongConsumer alert) implements SignalListener {

		@Override
		public void onSignal(SignalEvent event) {
			Map<String, Object> told = new HashMap<>(Map.of(NANOS, event.nanos(), COUNT, event.count()));
			event.sender().ifPresent((sender) -> {
				told.put(CODE, sender.code());
				told.put(PID, sender.pid());
				told.put(UID, sender.uid());
			});
			this.heard.accept(told);
		}

		@Override
		public void onAlert(int number, long nanos) {
			this.alert.accept(nanos);
		}

	}

}
