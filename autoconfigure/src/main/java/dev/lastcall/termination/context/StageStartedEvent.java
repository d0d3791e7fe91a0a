package dev.lastcall.termination.context;

import java.time.Duration;

import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ApplicationContextEvent;

import dev.lastcall.drain.Stage;

/**
 * Published when a stage of the termination has begun.
 */
@SuppressWarnings("serial")
public final class StageStartedEvent extends ApplicationContextEvent {

	private final Stage stage;

	private final Duration allowance;

	StageStartedEvent(ApplicationContext context, Stage stage, Duration allowance) {
		super(context);
		this.stage = stage;
		this.allowance = allowance;
	}

	/**
	 * The stage.
	 * @return the stage
	 */
	public Stage getStage() {
		return this.stage;
	}

	/**
	 * The time that the stage may take.
	 * @return the time until its deadline
	 */
	public Duration getAllowance() {
		return this.allowance;
	}

}
