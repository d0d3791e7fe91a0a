package dev.lastcall.termination.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

import dev.lastcall.exit.ExitPolicy;
import dev.lastcall.exit.ExitPolicy.SecondSignal;
import dev.lastcall.termination.context.ReadinessPolicy;

/**
 * Configuration properties of a termination.
 *
 * @param enabled Whether to enable Last Call.
 * @param budget The time that the platform grants.
 * @param readiness When readiness changes.
 * @param reserve What is kept for the last stages, and for the last steps of drains.
 * @param exit How the process exits.
 * @param report Where the report of a termination goes.
 * @param drains Where single drains stand, by the name of the drain.
 * @param dump When threads are dumped.
 */
@ConfigurationProperties("lastcall")
public record TerminationProperties(@DefaultValue("true") boolean enabled, @DefaultValue Budget budget,
		@DefaultValue Readiness readiness, @DefaultValue Reserve reserve, @DefaultValue Exit exit,
		@DefaultValue Report report, @DefaultValue Map<String, Place> drains, @DefaultValue Dump dump) {

	/**
	 * The time that the platform grants.
	 *
	 * @param gracePeriod Time between the platform's request to leave and its SIGKILL:
	 * 'terminationGracePeriodSeconds' on Kubernetes. Overridden by the environment
	 * variable LASTCALL_GRACE_PERIOD. If a duration suffix is not specified, seconds will
	 * be used.
	 * @param preStop Time that a preStop hook takes, which Kubernetes subtracts from the
	 * grace period before the signal is sent. Overridden by the environment variable
	 * LASTCALL_PRE_STOP. If a duration suffix is not specified, seconds will be used.
	 * @param margin Time by which the process leaves before the platform would kill it.
	 * If a duration suffix is not specified, seconds will be used.
	 */
	public record Budget(@DefaultValue("30s") @DurationUnit(ChronoUnit.SECONDS) Duration gracePeriod,
			@DefaultValue("0s") @DurationUnit(ChronoUnit.SECONDS) Duration preStop,
			@DefaultValue("2s") @DurationUnit(ChronoUnit.SECONDS) Duration margin) {

		/**
		 * Checks the properties one by one.
		 * @param gracePeriod see above
		 * @param preStop see above
		 * @param margin see above
		 */
		public Budget {
			Settings.requireNotNegative("lastcall.budget.grace-period", gracePeriod);
			Settings.requireNotNegative("lastcall.budget.pre-stop", preStop);
			Settings.requireNotNegative("lastcall.budget.margin", margin);
		}

	}

	/**
	 * When readiness changes.
	 *
	 * @param policy When the readiness probe begins to refuse traffic in a termination.
	 */
	public record Readiness(@DefaultValue("immediate") ReadinessPolicy policy) {
	}

	/**
	 * What is kept for the last stages, and for the last steps of drains.
	 *
	 * @param sinks Time that is kept for flushing what the work produced; by default two
	 * seconds, but at most a tenth of the budget. If a duration suffix is not specified,
	 * seconds will be used.
	 * @param close Time that is kept for closing the application context; by default
	 * three seconds, but at most an eighth of the budget. If a duration suffix is not
	 * specified, seconds will be used.
	 * @param cancelGrace Time between the cancellation of a drain and its deadline, half
	 * of it before the drain's thread is interrupted; by default half a second, but at
	 * most a tenth of the budget. If a duration suffix is not specified, seconds will be
	 * used.
	 * @param handBack Time that a drain which can hand back unfinished work has to do so
	 * before the deadline of its stage; by default one second, but at most a twentieth of
	 * the budget. If a duration suffix is not specified, seconds will be used.
	 */
	public record Reserve(@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration sinks,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration close,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration cancelGrace,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration handBack) {

		/**
		 * Checks the properties one by one.
		 * @param sinks see above
		 * @param close see above
		 * @param cancelGrace see above
		 * @param handBack see above
		 */
		public Reserve {
			requireNotNegative("sinks", sinks);
			requireNotNegative("close", close);
			requireNotNegative("cancel-grace", cancelGrace);
			requireNotNegative("hand-back", handBack);
		}

		private static void requireNotNegative(String name, @Nullable Duration value) {
			if (value != null) {
				Settings.requireNotNegative("lastcall.reserve." + name, value);
			}
		}

	}

	/**
	 * How the process exits.
	 *
	 * @param code Exit code of a termination by signal in which everything came to rest;
	 * 128 plus the number of the signal if not set.
	 * @param forcedCode Exit code of a termination in which something was cut off.
	 * @param secondSignal What the second signal does; after 'expedite', the third halts.
	 * @param expeditedBudget Time that is left at most after a termination was expedited.
	 * If a duration suffix is not specified, seconds will be used.
	 */
	public record Exit(@Nullable Integer code, @DefaultValue("124") int forcedCode,
			@DefaultValue("expedite") SecondSignal secondSignal,
			@DefaultValue("5s") @DurationUnit(ChronoUnit.SECONDS) Duration expeditedBudget) {

		/**
		 * Checks the properties one by one.
		 * @param code see above
		 * @param forcedCode see above
		 * @param secondSignal see above
		 * @param expeditedBudget see above
		 */
		public Exit {
			if (code != null) {
				Settings.requireExitCode("lastcall.exit.code", code);
			}
			Settings.requireExitCode("lastcall.exit.forced-code", forcedCode);
			Settings.requireNotNegative("lastcall.exit.expedited-budget", expeditedBudget);
		}

		/**
		 * The policy that these properties make.
		 * @return the exit policy
		 */
		public ExitPolicy policy() {
			return new ExitPolicy((this.code != null) ? OptionalInt.of(this.code) : OptionalInt.empty(),
					this.forcedCode, this.secondSignal);
		}

	}

	/**
	 * Where the report of a termination goes.
	 *
	 * @param terminationLog File that gets the report in short, where the file exists or
	 * is named here; empty for none.
	 * @param directory Directory that gets each report as a file, and the run marker that
	 * tells the next start how the previous termination ended; none if empty.
	 */
	public record Report(@DefaultValue(ReportFiles.TERMINATION_LOG) String terminationLog,
			@DefaultValue("") String directory) {

		/**
		 * Checks the properties one by one.
		 * @param terminationLog see above
		 * @param directory see above
		 */
		public Report {
			Settings.requirePath("lastcall.report.termination-log", terminationLog);
			Settings.requirePath("lastcall.report.directory", directory);
		}

	}

	/**
	 * Where a drain stands.
	 *
	 * @param stage Stage in which the drain runs; its own choice if not set.
	 * @param after Comma-separated list of the drains that must be at rest before this
	 * one begins; its own choice if not set.
	 */
	public record Place(@Nullable String stage, @Nullable Set<String> after) {
	}

	/**
	 * When threads are dumped.
	 *
	 * @param at Share of the budget after which the threads of the drains that still run
	 * are dumped; 0 or 1 to dump only at a forced end.
	 */
	public record Dump(@DefaultValue("0.75") double at) {

		/**
		 * Checks the share.
		 * @param at see above
		 */
		public Dump {
			Settings.requireShare("lastcall.dump.at", at);
		}

	}

}
