package dev.lastcall.web.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

import dev.lastcall.drain.InvalidSettingException;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.Budget;
import dev.lastcall.termination.autoconfigure.Settings;
import dev.lastcall.termination.autoconfigure.Surroundings;
import dev.lastcall.web.LingerTimes;

/**
 * Configuration properties of lingering.
 *
 * @param minimum Time for which the application serves on at least; by default five
 * seconds on Kubernetes, but at most a quarter of the budget, and zero elsewhere. If a
 * duration suffix is not specified, seconds will be used.
 * @param maximum Time for which the application serves on at most; by default ten seconds
 * on Kubernetes, but at most half of the budget, and the minimum elsewhere. If a duration
 * suffix is not specified, seconds will be used.
 * @param quietPeriod Time without a request after which lingering ends between minimum
 * and maximum. If a duration suffix is not specified, seconds will be used.
 */
@ConfigurationProperties("lastcall.linger")
public record LingerProperties(@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration minimum,
		@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration maximum,
		@DefaultValue("2s") @DurationUnit(ChronoUnit.SECONDS) Duration quietPeriod) {

	/**
	 * Time in which load balancers hear of a pod that leaves: endpoint propagation takes
	 * one to a few seconds, and common health checks two periods of a second or two.
	 */
	private static final Duration KUBERNETES_MINIMUM = Duration.ofSeconds(5);

	private static final Duration KUBERNETES_MAXIMUM = Duration.ofSeconds(10);

	/**
	 * Checks the properties one by one.
	 * @param minimum see above
	 * @param maximum see above
	 * @param quietPeriod see above
	 */
	public LingerProperties {
		if (minimum != null) {
			Settings.requireNotNegative("lastcall.linger.minimum", minimum);
		}
		if (maximum != null) {
			Settings.requireNotNegative("lastcall.linger.maximum", maximum);
		}
		Settings.requireNotNegative("lastcall.linger.quiet-period", quietPeriod);
		if (minimum != null && maximum != null && minimum.compareTo(maximum) > 0) {
			throw new InvalidSettingException(
					"The property 'lastcall.linger.minimum' (%d ms) is longer than 'lastcall.linger.maximum' (%d ms)."
						.formatted(minimum.toMillis(), maximum.toMillis()),
					"Shorten the minimum or lengthen the maximum.");
		}
	}

	LingerTimes times(Budget budget, Surroundings surroundings) {
		boolean linger = surroundings.kubernetes() && !surroundings.test();
		Duration shortest = linger ? shorter(KUBERNETES_MINIMUM, budget.total().dividedBy(4)) : Duration.ZERO;
		Duration longest = linger ? shorter(KUBERNETES_MAXIMUM, budget.total().dividedBy(2)) : Duration.ZERO;
		// What was set bounds what was not.
		Duration maximum = (this.maximum != null) ? this.maximum : longest;
		Duration minimum = (this.minimum != null) ? this.minimum : shorter(shortest, maximum);
		maximum = (maximum.compareTo(minimum) < 0) ? minimum : maximum;
		requireFit(budget, maximum);
		return new LingerTimes(minimum, maximum, this.quietPeriod);
	}

	private static void requireFit(Budget budget, Duration maximum) {
		Duration reserved = budget.reservedAfter(Stage.WORK);
		Duration sum = maximum.plus(reserved);
		if (sum.compareTo(budget.total()) >= 0) {
			throw new InvalidSettingException(
					"Lingering leaves no time for the work in flight: lingering for at most %d ms ('lastcall.linger.*') + reserves (%d ms) = %d ms of a budget of %d ms."
						.formatted(maximum.toMillis(), reserved.toMillis(), sum.toMillis(), budget.total().toMillis()),
					"Shorten 'lastcall.linger.minimum' and 'lastcall.linger.maximum', or lengthen 'lastcall.budget.grace-period' and the platform's own grace period.");
		}
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) <= 0) ? one : other;
	}

}
