package dev.lastcall.termination.context;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.SmartApplicationListener;
import org.springframework.core.Ordered;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Ticker;
import dev.lastcall.exit.Jvm;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Coordinator;

/**
 * Hears first that the application context closes, whoever closes it, and holds the
 * closing thread until everything is drained: schedulers, meter registries and web
 * servers are closed by listeners and phases that come later.
 */
public final class ContextCloseListener implements SmartApplicationListener {

	private static final Log logger = LogFactory.getLog(ContextCloseListener.class);

	/**
	 * How much longer than the budget a closing thread waits before it gives up on Last
	 * Call; the coordinator ends within its budget, so this is never reached.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private final ConfigurableApplicationContext context;

	private final Coordinator coordinator;

	/**
	 * What stands on the stack of a thread that closes for {@code /actuator/shutdown}; it
	 * may be missing from the class path.
	 */
	private static final String SHUTDOWN_ENDPOINT = "org.springframework.boot.actuate.context.ShutdownEndpoint";

	private final Jvm jvm;

	private final boolean test;

	private volatile boolean failed;

	/**
	 * Creates the listener.
	 * @param context the context that it belongs to
	 * @param coordinator the coordinator of that context
	 * @param jvm the JVM
	 * @param test whether the context is that of a test
	 */
	public ContextCloseListener(ConfigurableApplicationContext context, Coordinator coordinator, Jvm jvm,
			boolean test) {
		this.context = context;
		this.coordinator = coordinator;
		this.jvm = jvm;
		this.test = test;
	}

	@Override
	public boolean supportsEventType(Class<? extends ApplicationEvent> eventType) {
		return ContextClosedEvent.class.isAssignableFrom(eventType)
				|| ApplicationFailedEvent.class.isAssignableFrom(eventType);
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		// A parent hears of its children's closing too.
		if (event instanceof ApplicationFailedEvent failure && failure.getApplicationContext() == this.context) {
			// Spring Boot closes the context next.
			this.failed = true;
		}
		else if (event instanceof ContextClosedEvent closing && closing.getApplicationContext() == this.context) {
			onClosing();
		}
		else if (event instanceof ContextClosedEvent && this.coordinator.deadline().isPresent()
				&& event.getSource() instanceof ConfigurableApplicationContext child) {
			// Spring Boot closes that of the management port in one of the parent's
			// phases, whose time is its time.
			boundPhases(child);
		}
	}

	private void onClosing() {
		this.coordinator.begin(cause());
		await(this.coordinator.drained());
		boundPhases(this.context);
	}

	private Cause cause() {
		if (this.failed) {
			return new Cause.StartFailure();
		}
		if (this.test) {
			return new Cause.Test();
		}
		if (this.jvm.isShuttingDown()) {
			return new Cause.JvmShutdown();
		}
		boolean byEndpoint = Arrays.stream(Thread.currentThread().getStackTrace())
			.anyMatch((frame) -> frame.getClassName().equals(SHUTDOWN_ENDPOINT));
		return byEndpoint ? new Cause.Endpoint("shutdown") : new Cause.ContextClose();
	}

	// Always a timed wait: Spring takes a closing thread that waits without a limit for
	// one that is stuck in System.exit, and gives the context up
	// (AbstractApplicationContext.isStartupShutdownThreadStuck). An interrupt is kept for
	// whoever asks later; closing now would pull the context from under the drains.
	private void await(Future<?> drained) {
		Deadline limit = Deadline.after(this.coordinator.budget().total().plus(PATIENCE), Ticker.system());
		boolean interrupted = false;
		while (!drained.isDone() && !limit.hasPassed()) {
			try {
				drained.get(limit.remainingNanos(), TimeUnit.NANOSECONDS);
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
			catch (ExecutionException | TimeoutException ex) {
				logger.error("The application has not drained within its budget; the context closes now.", ex);
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private void boundPhases(ConfigurableApplicationContext closing) {
		ShutdownPhases.bound(closing,
				() -> this.coordinator.deadline()
					.map((deadline) -> deadline.minus(this.coordinator.budget().exit()).remaining())
					.orElseThrow());
	}

}
