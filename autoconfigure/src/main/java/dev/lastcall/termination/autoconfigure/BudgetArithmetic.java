package dev.lastcall.termination.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

import dev.lastcall.drain.InvalidSettingException;
import dev.lastcall.termination.Budget;

/**
 * Makes a {@link Budget} of the properties. Defaults shrink with a small budget; what was
 * set is taken as it is, and must fit.
 */
final class BudgetArithmetic {

	private static final Duration SINKS = Duration.ofSeconds(2);

	private static final Duration CLOSE = Duration.ofSeconds(3);

	/**
	 * Time to say what happened: some hundred lines to a console, with room for a machine
	 * that is busy.
	 */
	private static final Duration EXIT = Duration.ofMillis(300);

	/**
	 * Time in which a cancelled drain can still put down what it holds.
	 */
	private static final Duration CANCEL_GRACE = Duration.ofMillis(500);

	/**
	 * Time in which a broker or a database takes back what a process holds: one round
	 * trip, with room for a machine that is busy.
	 */
	private static final Duration HAND_BACK = Duration.ofSeconds(1);

	private BudgetArithmetic() {
	}

	static Budget budget(TerminationProperties properties, Environment environment) {
		PlatformTime gracePeriod = PlatformTime.gracePeriod(properties.budget(), environment);
		PlatformTime preStop = PlatformTime.preStop(properties.budget(), environment);
		Duration margin = properties.budget().margin();
		Duration total = gracePeriod.value().minus(preStop.value()).minus(margin);
		if (total.isNegative() || total.isZero()) {
			throw new InvalidSettingException(
					"Nothing is left of the budget: '%s' (%d ms) - '%s' (%d ms) - 'lastcall.budget.margin' (%d ms) = %d ms."
						.formatted(gracePeriod.source(), gracePeriod.value().toMillis(), preStop.source(),
								preStop.value().toMillis(), margin.toMillis(), total.toMillis()),
					"Lengthen the grace period, there and in the platform's own configuration, or shorten the others.");
		}
		TerminationProperties.Reserve reserve = properties.reserve();
		Duration sinks = orDefault(reserve.sinks(), SINKS, total.dividedBy(10));
		Duration close = orDefault(reserve.close(), CLOSE, total.dividedBy(8));
		Duration exit = shorter(EXIT, total.dividedBy(10));
		Duration left = total.minus(requireFit(total, sinks, close, exit));
		Duration cancelGrace = orDefault(reserve.cancelGrace(), CANCEL_GRACE, total.dividedBy(10));
		Duration handBack = orDefault(reserve.handBack(), HAND_BACK, shorter(total.dividedBy(20), left.dividedBy(4)));
		if (reserve.cancelGrace() != null || reserve.handBack() != null) {
			requireFit(left, cancelGrace, handBack);
		}
		return new Budget(total, sinks, close, exit, cancelGrace, properties.exit().expeditedBudget(),
				preStop.value().plus(margin), handBack, dumpLead(total, properties.dump().at()));
	}

	static List<String> disagreements(TerminationProperties properties, Environment environment) {
		return Stream
			.of(PlatformTime.gracePeriod(properties.budget(), environment),
					PlatformTime.preStop(properties.budget(), environment))
			.flatMap((time) -> time.disagreement().stream())
			.toList();
	}

	private static Duration dumpLead(Duration total, double at) {
		return (at > 0) ? Duration.ofNanos((long) (total.toNanos() * (1 - at))) : Duration.ZERO;
	}

	private static Duration requireFit(Duration total, Duration sinks, Duration close, Duration exit) {
		Duration sum = sinks.plus(close).plus(exit);
		if (sum.compareTo(total) >= 0) {
			throw new InvalidSettingException(
					"The reserves leave nothing of the budget of %d ms: 'lastcall.reserve.sinks' (%d ms) + 'lastcall.reserve.close' (%d ms) + %d ms for the exit = %d ms."
						.formatted(total.toMillis(), sinks.toMillis(), close.toMillis(), exit.toMillis(),
								sum.toMillis()),
					"Shorten a reserve, or lengthen 'lastcall.budget.grace-period' and the platform's own grace period.");
		}
		return sum;
	}

	private static void requireFit(Duration left, Duration cancelGrace, Duration handBack) {
		Duration sum = cancelGrace.plus(handBack);
		if (sum.compareTo(left) >= 0) {
			throw new InvalidSettingException(
					"Drains would be cancelled as soon as they begin: 'lastcall.reserve.cancel-grace' (%d ms) + 'lastcall.reserve.hand-back' (%d ms) = %d ms of the %d ms that the later stages leave."
						.formatted(cancelGrace.toMillis(), handBack.toMillis(), sum.toMillis(), left.toMillis()),
					"Shorten one of the two, or lengthen 'lastcall.budget.grace-period' and the platform's own grace period.");
		}
	}

	static Duration orDefault(@Nullable Duration set, Duration otherwise, Duration atMost) {
		return (set != null) ? set : shorter(otherwise, atMost);
	}

	static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) <= 0) ? one : other;
	}

}
