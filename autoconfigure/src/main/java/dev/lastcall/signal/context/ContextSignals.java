package dev.lastcall.signal.context;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalPurpose;
import dev.lastcall.signal.SignalRegistration;

/**
 * The signals of an application context that do not terminate: registered when it is
 * ready, and given back when it closes. Those that terminate are registered by the exit
 * of the process.
 */
public final class ContextSignals implements ApplicationListener<ApplicationReadyEvent>, DisposableBean {

	private static final Log logger = LogFactory.getLog(ContextSignals.class);

	private final ApplicationContext context;

	private final SignalBridge bridge;

	private final Map<PosixSignal, SignalPurpose> purposes;

	private final Collection<SignalHandler> handlers;

	private final SignalEffects effects;

	private final Optional<HandOver> handOver;

	// Guarded by itself.
	private final List<SignalRegistration> registrations = new ArrayList<>();

	/**
	 * Creates the listener.
	 * @param context the context that it belongs to
	 * @param bridge where signals come from
	 * @param purposes what each signal is for
	 * @param handlers the application's own handlers
	 * @param effects what the signals do
	 * @param handOver lets a better tier take over, if there may be one
	 */
	public ContextSignals(ApplicationContext context, SignalBridge bridge, Map<PosixSignal, SignalPurpose> purposes,
			Collection<SignalHandler> handlers, SignalEffects effects, Optional<HandOver> handOver) {
		this.context = context;
		this.bridge = bridge;
		this.purposes = purposes;
		this.handlers = handlers;
		this.effects = effects;
		this.handOver = handOver;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (event.getApplicationContext() != this.context) {
			return;
		}
		synchronized (this.registrations) {
			this.purposes.forEach((signal, purpose) -> {
				if (purpose != SignalPurpose.TERMINATE) {
					this.registrations.add(this.bridge.register(signal, purpose.lane(), this.effects.of(purpose)));
				}
			});
			this.handlers.forEach((handler) -> this.registrations
				.add(this.bridge.register(handler.signal(), SignalLane.EVENT, handler::handle)));
		}
		this.handOver.ifPresent(HandOver::run);
	}

	@Override
	public void destroy() {
		this.handOver.ifPresent(HandOver::close);
		synchronized (this.registrations) {
			this.registrations.forEach(SignalRegistration::close);
			this.registrations.clear();
		}
		logger.debug("The signals that do not terminate have been given back.");
	}

}
