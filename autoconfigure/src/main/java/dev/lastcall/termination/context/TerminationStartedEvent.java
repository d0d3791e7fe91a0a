package dev.lastcall.termination.context;

import java.time.Duration;

import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ApplicationContextEvent;

import dev.lastcall.termination.Cause;

/**
 * Published when a termination has begun, whatever began it. The context, its meters and
 * its ports live on until {@link TerminationDrainedEvent}.
 */
@SuppressWarnings("serial")
public final class TerminationStartedEvent extends ApplicationContextEvent {

	private final Cause cause;

	private final Duration budget;

	TerminationStartedEvent(ApplicationContext context, Cause cause, Duration budget) {
		super(context);
		this.cause = cause;
		this.budget = budget;
	}

	/**
	 * Why it began.
	 * @return the cause
	 */
	public Cause getCause() {
		return this.cause;
	}

	/**
	 * The time that it may take.
	 * @return the time until the process is gone
	 */
	public Duration getBudget() {
		return this.budget;
	}

}
