package dev.lastcall.termination.context;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;

import dev.lastcall.drain.Threads;
import dev.lastcall.drain.Ticker;

/**
 * The phases in which Spring stops the beans of a closing context, kept within what is
 * left: when a phase begins, it may take half of that, and not its own 30 s. However many
 * of them hang, there is something left for those that come later. If the application
 * chose less, that stays. Spring asks for the timeout of a phase when that begins, so it
 * is set anew, on a thread of its own, until the context has closed.
 */
final class ShutdownPhases {

	private static final Log logger = LogFactory.getLog(ShutdownPhases.class);

	private static final long PERIOD = Duration.ofMillis(10).toNanos();

	private final DefaultLifecycleProcessor processor;

	private final PhaseTimeouts chosen;

	private final Supplier<Duration> left;

	private ShutdownPhases(DefaultLifecycleProcessor processor, PhaseTimeouts chosen, Supplier<Duration> left) {
		this.processor = processor;
		this.chosen = chosen;
		this.left = left;
	}

	/**
	 * Bounds the phases of a context that closes.
	 * @param context the context
	 * @param left gives the time that is left for them
	 */
	static void bound(ConfigurableApplicationContext context, Supplier<Duration> left) {
		Object processor = context.getBean(AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME);
		if (processor instanceof DefaultLifecycleProcessor phased) {
			new ShutdownPhases(phased, PhaseTimeouts.of(phased).orElse(PhaseTimeouts.UNKNOWN), left)
				.boundWhile(context::isActive);
		}
	}

	private void boundWhile(BooleanSupplier closing) {
		bound();
		try {
			Threads.daemon("shutdown-phases", () -> {
				while (closing.getAsBoolean() && bound()) {
					Ticker.system().park(PERIOD);
				}
			}).start();
		}
		catch (OutOfMemoryError ex) {
			logger.debug("No thread can be had: all phases share one bound.", ex);
		}
	}

	private boolean bound() {
		long half = this.left.get().dividedBy(2).toMillis();
		this.processor.setTimeoutPerShutdownPhase(Math.min(half, this.chosen.perPhase()));
		this.chosen.byPhase()
			.forEach((phase, timeout) -> this.processor.setTimeoutForShutdownPhase(phase, Math.min(half, timeout)));
		return half > 0;
	}

}
