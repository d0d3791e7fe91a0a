package dev.lastcall.termination.context;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Threads;
import dev.lastcall.exit.Installation;
import dev.lastcall.exit.Installation.Installed;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Coordinator;

/**
 * Prepares the coordinator when everything else has started. Its stop is the second way
 * to hear that the context closes, for when events are not published in the usual way;
 * {@link ContextCloseListener} is the first.
 */
public final class TerminationLifecycle implements SmartLifecycle, ApplicationListener<ApplicationReadyEvent> {

	/**
	 * Last to start and first to stop, beside message listeners. Named relative to
	 * nothing, because there is nothing later.
	 */
	public static final int PHASE = Integer.MAX_VALUE;

	private static final Log logger = LogFactory.getLog(TerminationLifecycle.class);

	private final ConfigurableApplicationContext context;

	private final Coordinator coordinator;

	private final Supplier<Collection<Drain>> drains;

	private final Installation installation;

	private final Runnable check;

	private volatile boolean prepared;

	private volatile boolean running;

	/**
	 * Creates the lifecycle.
	 * @param context the context that it belongs to
	 * @param coordinator the coordinator of that context
	 * @param drains gives every drain, once all beans exist
	 * @param installation how signals reach the coordinator
	 * @param check what to look at once the application is ready
	 */
	public TerminationLifecycle(ConfigurableApplicationContext context, Coordinator coordinator,
			Supplier<Collection<Drain>> drains, Installation installation, Runnable check) {
		this.context = context;
		this.coordinator = coordinator;
		this.drains = drains;
		this.installation = installation;
		this.check = check;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public void start() {
		this.running = true;
		if (this.prepared) {
			return;
		}
		this.prepared = true;
		this.coordinator.prepare(this.drains.get());
		Installed installed = this.installation.install(this.coordinator);
		logger.info("Last Call has %d drains and a budget of %d ms, and %s.".formatted(this.coordinator.drains().size(),
				this.coordinator.budget().total().toMillis(), installed.summary()));
		installed.warnings().forEach(logger::warn);
	}

	// Nobody waits for it.
	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (event.getApplicationContext() == this.context) {
			Threads.daemon("start-check", this.check).start();
		}
	}

	@Override
	public void stop() {
		throw new UnsupportedOperationException("'stop' must not be invoked without a callback");
	}

	@Override
	public void stop(Runnable callback) {
		this.running = false;
		if (!this.context.isClosed()) {
			// Lifecycle.stop() of a context that lives on.
			callback.run();
			return;
		}
		this.coordinator.begin(new Cause.ContextClose());
		CompletableFuture<Void> unused = this.coordinator.drained().whenComplete((drained, failure) -> callback.run());
	}

}
