package dev.lastcall.signal.handover;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongBinaryOperator;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.Sender;
import dev.lastcall.signal.SignalEvent;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalListener;
import dev.lastcall.signal.SignalRegistration;
import dev.lastcall.signal.SignalRegistration.Disposition;
import dev.lastcall.signal.SignalTier;

/**
 * The signals of another copy of Last Call in this JVM, which took them first.
 * Thread-safe.
 */
final class AttachedSignalBridge {

	private final Function<Map<String, Object>, Map<String, Object>> lead;

	private volatile @Nullable LongBinaryOperator deadline;

	AttachedSignalBridge(Function<Map<String, Object>, Map<String, Object>> lead) {
		this.lead = lead;
	}

	SignalTier tier() {
		return SignalTier.valueOf((String) ask(LeadAnswers.STATUS).getOrDefault(LeadAnswers.TIER, "HOOK"));
	}

	String obstacle() {
		String obstacle = (String) ask(LeadAnswers.STATUS).getOrDefault(LeadAnswers.OBSTACLE, "");
		return "another copy of Last Call in this JVM, loaded by '%s', hears the signals for this one, with tier '%s'%s"
			.formatted(this.lead.getClass().getClassLoader(), tier().label(),
					obstacle.isEmpty() ? "" : ", because " + obstacle);
	}

	void prepareExit() {
		ask(LeadAnswers.EXIT);
	}

	void requestDump() {
		ask(LeadAnswers.DUMP);
	}

	boolean escalate(long patience) {
		return this.lead.apply(Map.of(LeadAnswers.ASK, LeadAnswers.ESCALATE, LeadAnswers.NANOS, patience))
			.containsKey(LeadAnswers.DONE);
	}

	// Without an allocation. Disarmed it is by the lead alone, because its deadline may
	// be
	// the one in force.
	boolean armDeadline(long end, int code) {
		LongBinaryOperator deadline = this.deadline;
		return deadline != null && deadline.applyAsLong(end, code) != 0;
	}

	/**
	 * Registers a listener there.
	 * @param signal the signal
	 * @param lane what the signal is for
	 * @param listener who hears of it
	 * @return the registration, or empty if the other copy does not lead any more
	 */
	Optional<SignalRegistration> register(PosixSignal signal, SignalLane lane, SignalListener listener) {
		Consumer<Map<String, Object>> heard = (told) -> listener.onSignal(event(signal, told));
		int number = signal.number();
		LongConsumer alert = (nanos) -> listener.onAlert(number, nanos);
		Map<String, Object> answer = this.lead.apply(Map.of(LeadAnswers.ASK, LeadAnswers.REGISTER, LeadAnswers.SIGNAL,
				number, LeadAnswers.LANE, lane.name(), LeadAnswers.HEARD, heard, LeadAnswers.ALERT, alert));
		// Not in the answer of a version before this one.
		this.deadline = (LongBinaryOperator) answer.getOrDefault(LeadAnswers.DEADLINE, this.deadline);
		return Optional.of(answer).filter((it) -> !it.isEmpty()).map((it) -> new Attached(signal, it));
	}

	private Map<String, Object> ask(String question) {
		return this.lead.apply(Map.of(LeadAnswers.ASK, question));
	}

	private static SignalEvent event(PosixSignal signal, Map<String, Object> told) {
		Optional<Sender> sender = told.containsKey(LeadAnswers.PID)
				? Optional.of(new Sender(LeadAnswers.get(told, LeadAnswers.CODE, Integer.class),
						LeadAnswers.get(told, LeadAnswers.PID, Integer.class),
						LeadAnswers.get(told, LeadAnswers.UID, Integer.class)))
				: Optional.empty();
		return new SignalEvent(signal, LeadAnswers.get(told, LeadAnswers.NANOS, Long.class), sender,
				LeadAnswers.get(told, LeadAnswers.COUNT, Long.class));
	}

	/**
	 * {@link SignalRegistration} there.
	 *
	 * @param signal the signal
	 * @param state the name of what became of it
	 * @param end closes it
	 * @param closed whether it was closed
	 */
	private record Attached(PosixSignal signal, Supplier<String> state, Runnable end,
			AtomicBoolean closed) implements SignalRegistration {

		@SuppressWarnings("unchecked")
		Attached(PosixSignal signal, Map<String, Object> answer) {
			this(signal, (Supplier<String>) LeadAnswers.get(answer, LeadAnswers.DISPOSITION, Supplier.class),
					LeadAnswers.get(answer, LeadAnswers.CLOSE, Runnable.class), new AtomicBoolean());
		}

		@Override
		public Disposition disposition() {
			return Disposition.valueOf(this.state.get());
		}

		@Override
		public void close() {
			if (this.closed.compareAndSet(false, true)) {
				this.end.run();
			}
		}

	}

}
