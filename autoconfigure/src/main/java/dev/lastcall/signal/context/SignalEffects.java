package dev.lastcall.signal.context;

import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ApplicationContext;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.Sender;
import dev.lastcall.signal.SignalEvent;
import dev.lastcall.signal.SignalListener;
import dev.lastcall.signal.SignalPurpose;
import dev.lastcall.signal.inspection.SignalInspection;

/**
 * What signals do that do not terminate. Thread-safe.
 */
public final class SignalEffects {

	private static final Log logger = LogFactory.getLog(SignalEffects.class);

	private final ApplicationContext context;

	private final Runnable dump;

	private final Consumer<SignalPurpose> order;

	private final SignalInspection inspection;

	/**
	 * Creates the effects.
	 * @param context where events are published
	 * @param dump makes the JVM write a dump
	 * @param order makes the application quiesce or resume
	 * @param inspection considers each SIGQUIT
	 */
	public SignalEffects(ApplicationContext context, Runnable dump, Consumer<SignalPurpose> order,
			SignalInspection inspection) {
		this.context = context;
		this.dump = dump;
		this.order = order;
		this.inspection = inspection;
	}

	SignalListener of(SignalPurpose purpose) {
		return switch (purpose) {
			case DUMP -> this::dump;
			case QUIESCE, RESUME -> (event) -> order(event, purpose);
			case EVENT -> this.context::publishEvent;
			case IGNORE -> (event) -> logger.debug("%s is ignored.".formatted(describe(event)));
			case TERMINATE -> throw new IllegalArgumentException("A termination is the coordinator's");
		};
	}

	// SIGQUIT reaches the JVM by itself, and does not come here if a tool wants to
	// attach.
	private void dump(SignalEvent event) {
		logger.info("%s asks for a dump.".formatted(describe(event)));
		if (event.signal().number() != PosixSignal.QUIT.number()) {
			this.dump.run();
		}
		else {
			this.inspection.arrivedQuit(event).ifPresent(SignalWatch::tell);
		}
	}

	private void order(SignalEvent event, SignalPurpose purpose) {
		logger.info("%s asks to %s.".formatted(describe(event), purpose.label()));
		this.order.accept(purpose);
	}

	private static String describe(SignalEvent event) {
		return event.sender()
			.map(Sender::describe)
			.map((sender) -> event.signal() + " from " + sender)
			.orElse(event.signal().toString());
	}

}
