package dev.lastcall.termination.context;

import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ApplicationContextEvent;

/**
 * Published when the application has announced that it wants no more work, without
 * leaving. Not published by a rehearsal.
 */
@SuppressWarnings("serial")
public final class ApplicationQuiescedEvent extends ApplicationContextEvent {

	ApplicationQuiescedEvent(ApplicationContext context) {
		super(context);

	}

}
