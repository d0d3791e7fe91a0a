package dev.lastcall.termination.context;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.core.env.Environment;

/**
 * Looks for what the application has set and the budget has no room for, and for what it
 * has set in vain, and warns of each with one line. What nobody has set is bounded by
 * Last Call without a word. Made to run once, after the start, on a thread of its own;
 * makes no bean.
 */
public final class BudgetCheck implements Runnable {

	private static final Log logger = LogFactory.getLog(BudgetCheck.class);

	private static final String PHASE_TIMEOUT = "spring.lifecycle.timeout-per-shutdown-phase";

	private static final List<String> AWAIT_TERMINATION = List.of(
			"spring.task.execution.shutdown.await-termination-period",
			"spring.task.scheduling.shutdown.await-termination-period");

	private static final String GRPC_GRACE_PERIOD = "spring.grpc.server.shutdown.grace-period";

	/**
	 * The timeouts per phase of Spring Boot and of Spring, which are nobody's choice.
	 */
	private static final Set<Long> STOCK_PHASE_TIMEOUTS = Set.of(30_000L, 10_000L);

	private final ConfigurableApplicationContext context;

	private final Duration budget;

	private final List<String> known;

	/**
	 * Creates the check.
	 * @param context the context to look at
	 * @param budget the time that a termination has
	 * @param known what is known already to be wrong, in full sentences
	 */
	public BudgetCheck(ConfigurableApplicationContext context, Duration budget, List<String> known) {
		this.context = context;
		this.budget = budget;
		this.known = known;
	}

	@Override
	public void run() {
		try {
			mismatches().forEach(logger::warn);
			UnreadProperties.of(this.context).forEach(logger::warn);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.warn("Last Call could not check what surrounds its budget; nothing else depends on it.", ex);
		}
	}

	List<String> mismatches() {
		Environment environment = this.context.getEnvironment();
		List<String> mismatches = new ArrayList<>(this.known);
		Optional<Duration> phase = duration(environment, PHASE_TIMEOUT, ChronoUnit.MILLIS);
		phase.ifPresent((timeout) -> addProperty(mismatches, PHASE_TIMEOUT, timeout));
		addPhases(mismatches, phase);
		addExecutors(mismatches, environment);
		duration(environment, GRPC_GRACE_PERIOD, ChronoUnit.SECONDS)
			.ifPresent((gracePeriod) -> addProperty(mismatches, GRPC_GRACE_PERIOD, gracePeriod));
		if (environment.getProperty("server.shutdown", "").equalsIgnoreCase("immediate")) {
			mismatches.add(
					"The property 'server.shutdown' is 'immediate': when the context closes, the web server cuts off what is in flight instead of waiting within the budget of %d ms. Remove the property, or set it to 'graceful'."
						.formatted(this.budget.toMillis()));
		}
		return mismatches;
	}

	private void addPhases(List<String> mismatches, Optional<Duration> property) {
		Object processor = this.context.getBeanFactory()
			.getSingleton(AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME);
		if (!(processor instanceof DefaultLifecycleProcessor phased)) {
			return;
		}
		PhaseTimeouts.of(phased).ifPresent((timeouts) -> {
			Duration perPhase = Duration.ofMillis(timeouts.perPhase());
			if (!property.equals(Optional.of(perPhase)) && !STOCK_PHASE_TIMEOUTS.contains(timeouts.perPhase())) {
				add(mismatches, "The timeout per shutdown phase of the bean 'lifecycleProcessor'", perPhase);
			}
			timeouts.byPhase()
				.forEach((phase, timeout) -> add(mismatches,
						"The timeout for the shutdown phase %d of the bean 'lifecycleProcessor'".formatted(phase),
						Duration.ofMillis(timeout)));
		});
	}

	private void addExecutors(List<String> mismatches, Environment environment) {
		List<Duration> properties = new ArrayList<>();
		for (String key : AWAIT_TERMINATION) {
			duration(environment, key, ChronoUnit.MILLIS).ifPresent((period) -> {
				properties.add(period);
				addProperty(mismatches, key, period);
			});
		}
		TerminationAwaits.of(this.context.getBeanFactory()).forEach((bean, await) -> {
			// Those of Spring Boot have it from the property.
			if (!properties.contains(await)) {
				add(mismatches, "The time for which the bean '%s' awaits the end of its tasks".formatted(bean), await);
			}
		});
	}

	private void addProperty(List<String> mismatches, String key, Duration value) {
		add(mismatches, "The property '%s'".formatted(key), value);
	}

	// gRPC waits without a limit if its grace period is negative.
	private void add(List<String> mismatches, String what, Duration value) {
		if (value.compareTo(this.budget) > 0 || value.isNegative()) {
			mismatches.add(
					"%s is %d ms, but the budget of a termination is %d ms: what takes longer is cut off. Shorten the one, or lengthen 'lastcall.budget.grace-period', or LASTCALL_GRACE_PERIOD, and the platform's own grace period."
						.formatted(what, value.toMillis(), this.budget.toMillis()));
		}
	}

	private static Optional<Duration> duration(Environment environment, String key, ChronoUnit unit) {
		String text = environment.getProperty(key, "").strip();
		try {
			return text.isEmpty() ? Optional.empty() : Optional.of(DurationStyle.detectAndParse(text, unit));
		}
		catch (IllegalArgumentException ex) {
			// Whoever uses it has said so, or nobody does.
			return Optional.empty();
		}
	}

}
