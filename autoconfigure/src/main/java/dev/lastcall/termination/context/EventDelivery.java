package dev.lastcall.termination.context;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;

import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Threads;
import dev.lastcall.termination.DrainStatus;
import dev.lastcall.termination.TerminationEvent;
import dev.lastcall.termination.TerminationEvent.Quiesced;
import dev.lastcall.termination.TerminationEvent.Resumed;
import dev.lastcall.termination.TerminationEvent.StageBegan;
import dev.lastcall.termination.TerminationEvent.StageEnded;
import dev.lastcall.termination.TerminationEvent.TerminationBegan;

/**
 * Makes events of Spring of those of a termination, and publishes them in order, each on
 * a thread of its own that begins when the one before has ended. Thread-safe: this
 * object's lock guards the tail.
 */
final class EventDelivery {

	private static final Log logger = LogFactory.getLog(EventDelivery.class);

	/**
	 * How long the closing of the context waits for listeners: long for one that only
	 * takes note, short against the time that closing has.
	 */
	private static final Duration PATIENCE = Duration.ofMillis(250);

	private final ApplicationContext context;

	private CompletableFuture<Void> tail = CompletableFuture.completedFuture(null);

	EventDelivery(ApplicationContext context) {
		this.context = context;
	}

	void deliver(TerminationEvent event) {
		translate(event).ifPresent((translated) -> {
			Future<?> delivered = append(translated);
			if (translated instanceof TerminationDrainedEvent) {
				await(delivered);
			}
		});
	}

	private synchronized Future<?> append(ApplicationEvent event) {
		this.tail = this.tail.handleAsync((done, failure) -> {
			publish(event);
			return null;
		}, (task) -> Threads.daemon("application-events", task).start());
		return this.tail;
	}

	private void publish(ApplicationEvent event) {
		try {
			this.context.publishEvent(event);
		}
		catch (Throwable ex) {
			logger.warn("A listener of the application threw on '%s'; later listeners of this event may have missed it."
				.formatted(event.getClass().getSimpleName()), ex);
		}
	}

	private void await(Future<?> delivered) {
		try {
			delivered.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			logger.warn(
					"Listeners of the application have not returned from their events after %d ms more; the context closes now. Let them do what takes time on another thread, or in a 'Drain'."
						.formatted(PATIENCE.toMillis()));
		}
		catch (ExecutionException ex) {
			logger.warn("Events of the application could not be published.", ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private Optional<ApplicationEvent> translate(TerminationEvent event) {
		if (event instanceof TerminationBegan began) {
			return Optional.of(new TerminationStartedEvent(this.context, began.cause(), began.budget()));
		}
		if (event instanceof StageBegan stage && stage.stage() != Stage.CLOSE) {
			return Optional.of(new StageStartedEvent(this.context, stage.stage(), stage.allowance()));
		}
		// Not at the beginning of the next stage, when others may close the context.
		if (event instanceof StageEnded stage && stage.stage() == Stage.SINKS) {
			return Optional.of(new TerminationDrainedEvent(this.context));
		}
		if (event instanceof Quiesced) {
			return Optional.of(new ApplicationQuiescedEvent(this.context));
		}
		if (event instanceof Resumed resumed
				&& resumed.drains().stream().allMatch((drain) -> drain.status() == DrainStatus.AT_REST)) {
			return Optional.of(new ApplicationResumedEvent(this.context));
		}
		return Optional.empty();
	}

}
