package dev.lastcall.termination.context;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

import dev.lastcall.termination.TerminationEvent;
import dev.lastcall.termination.TerminationListener;

/**
 * {@link TerminationListener} that tells the application what happens, by events of
 * Spring. They are delivered one after the other on threads of their own, so that a
 * listener of the application that is slow or hangs holds up nothing but later events;
 * the coordinator waits for them once, and not for long, before the context closes.
 */
public final class ApplicationEvents implements TerminationListener {

	private final ApplicationContext context;

	// Made with the first event, so that a start loads nothing of it.
	private @Nullable EventDelivery delivery;

	/**
	 * Creates the listener.
	 * @param context where events are published
	 */
	public ApplicationEvents(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void onEvent(TerminationEvent event) {
		delivery().deliver(event);
	}

	private synchronized EventDelivery delivery() {
		EventDelivery delivery = this.delivery;
		if (delivery == null) {
			delivery = new EventDelivery(this.context);
			this.delivery = delivery;
		}
		return delivery;
	}

}
