package dev.lastcall.termination.context;

import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ApplicationContextEvent;

/**
 * Published when a quiesced application serves again. Not published by a rehearsal.
 */
@SuppressWarnings("serial")
public final class ApplicationResumedEvent extends ApplicationContextEvent {

	ApplicationResumedEvent(ApplicationContext context) {
		super(context);

	}

}
