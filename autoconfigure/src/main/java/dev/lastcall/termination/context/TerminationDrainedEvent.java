package dev.lastcall.termination.context;

import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ApplicationContextEvent;

/**
 * Published when everything of a termination is at rest or abandoned, as the last event
 * before the context closes.
 */
@SuppressWarnings("serial")
public final class TerminationDrainedEvent extends ApplicationContextEvent {

	TerminationDrainedEvent(ApplicationContext context) {
		super(context);

	}

}
