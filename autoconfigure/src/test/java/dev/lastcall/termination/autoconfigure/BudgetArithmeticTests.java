package dev.lastcall.termination.autoconfigure;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

import dev.lastcall.drain.InvalidSettingException;
import dev.lastcall.exit.ExitPolicy.SecondSignal;
import dev.lastcall.termination.Budget;
import dev.lastcall.termination.autoconfigure.TerminationProperties.Dump;
import dev.lastcall.termination.autoconfigure.TerminationProperties.Exit;
import dev.lastcall.termination.autoconfigure.TerminationProperties.Readiness;
import dev.lastcall.termination.autoconfigure.TerminationProperties.Report;
import dev.lastcall.termination.autoconfigure.TerminationProperties.Reserve;
import dev.lastcall.termination.context.ReadinessPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BudgetArithmeticTests {

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void budgetIsGracePeriodWithoutPreStopAndMargin() {
		assertThat(budget(30_000, 5_000, 2_000, null, null).total()).hasMillis(23_000);
	}

	@Test
	void defaultsAreThoseOfTheGuide() {
		assertThat(budget(30_000, 0, 2_000, null, null)).isEqualTo(new Budget(Duration.ofMillis(28_000),
				Duration.ofMillis(2_000), Duration.ofMillis(3_000), Duration.ofMillis(300), Duration.ofMillis(500),
				Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofMillis(1000), Duration.ofMillis(7000)));
	}

	@Test
	void defaultsShrinkWithSmallBudget() {
		assertThat(budget(1_000, 0, 0, null, null)).isEqualTo(new Budget(Duration.ofMillis(1_000),
				Duration.ofMillis(100), Duration.ofMillis(125), Duration.ofMillis(100), Duration.ofMillis(100),
				Duration.ofSeconds(5), Duration.ZERO, Duration.ofMillis(50), Duration.ofMillis(250)));
	}

	@Test
	void defaultsLeaveSomethingOfEveryBudget() {
		for (int millis = 1; millis <= 60_000; millis += 7) {
			Budget budget = budget(millis, 0, 0, null, null);
			assertThat(budget.sinks()
				.plus(budget.close())
				.plus(budget.exit())
				.plus(budget.cancelGrace())
				.plus(budget.handBack())).isLessThan(budget.total());
		}
	}

	@Test
	void reservesThatWereSetDoNotShrink() {
		Budget budget = budget(1_000, 0, 0, 600L, 200L);
		assertThat(budget.sinks()).hasMillis(600);
		assertThat(budget.close()).hasMillis(200);
	}

	@Test
	void reserveOfZeroIsKept() {
		Budget budget = budget(10_000, 0, 0, 0L, 0L);
		assertThat(budget.sinks()).isZero();
		assertThat(budget.close()).isZero();
	}

	@Test
	void reservesMayLeaveOneMillisecond() {
		assertThat(budget(10_000, 0, 0, 5_000L, 4_699L).close()).hasMillis(4_699);
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> budget(10_000, 0, 0, 5_000L, 4_700L))
			.withMessageContaining(
					"'lastcall.reserve.sinks' (5000 ms) + 'lastcall.reserve.close' (4700 ms) + 300 ms for the exit = 10000 ms.");
	}

	@Test
	void stepsThatWereSetDoNotShrink() {
		Budget budget = budget(1_000, new Reserve(null, null, Duration.ofMillis(200), Duration.ofMillis(150)), 0.75);
		assertThat(budget.cancelGrace()).hasMillis(200);
		assertThat(budget.handBack()).hasMillis(150);
	}

	@Test
	void timeToHandBackIsAtMostAQuarterOfWhatTheLaterStagesLeave() {
		assertThat(budget(10_000, 0, 0, 5_000L, 4_300L).handBack()).hasMillis(100);
	}

	@Test
	void stepsThatWereSetMustLeaveOneMillisecond() {
		Reserve fits = new Reserve(Duration.ZERO, Duration.ZERO, Duration.ofMillis(700), Duration.ofMillis(199));
		assertThat(budget(1_000, fits, 0.75).handBack()).hasMillis(199);
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> budget(1_000,
					new Reserve(Duration.ZERO, Duration.ZERO, Duration.ofMillis(700), Duration.ofMillis(200)), 0.75))
			.withMessageContaining(
					"'lastcall.reserve.cancel-grace' (700 ms) + 'lastcall.reserve.hand-back' (200 ms) = 900 ms of the 900 ms that the later stages leave.");
	}

	@Test
	void dumpComesAfterItsShareOfTheBudgetAndNeverAtZeroOrOne() {
		Reserve reserve = new Reserve(null, null, null, null);
		assertThat(budget(1_000, reserve, 0.75).dumpLead()).hasMillis(250);
		assertThat(budget(1_000, reserve, 0).dumpLead()).isZero();
		assertThat(budget(1_000, reserve, 1).dumpLead()).isZero();
	}

	@Test
	void marginMayNotTakeTheWholeGracePeriod() {
		assertThat(budget(10_000, 4_000, 5_999, null, null).total()).hasMillis(1);
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> budget(10_000, 4_000, 6_000, null, null))
			.withMessageContaining("(10000 ms)")
			.withMessageContaining("(4000 ms)")
			.withMessageContaining("(6000 ms) = 0 ms.");
	}

	@Test
	void variablesOfTheEnvironmentDecide() {
		this.environment.setProperty("LASTCALL_GRACE_PERIOD", "45");
		this.environment.setProperty("LASTCALL_PRE_STOP", "5s");
		assertThat(budget(30_000, 0, 2_000, null, null).total()).hasMillis(38_000);
	}

	@Test
	void budgetThatVariablesUseUpNamesThem() {
		this.environment.setProperty("LASTCALL_GRACE_PERIOD", "6");
		this.environment.setProperty("LASTCALL_PRE_STOP", "5");
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> budget(30_000, 0, 2_000, null, null))
			.withMessageContaining(
					"'LASTCALL_GRACE_PERIOD' (6000 ms) - 'LASTCALL_PRE_STOP' (5000 ms) - 'lastcall.budget.margin' (2000 ms) = -1000 ms.");
	}

	private Budget budget(long gracePeriod, long preStop, long margin, @Nullable Long sinks, @Nullable Long close) {
		return budget(
				new TerminationProperties.Budget(Duration.ofMillis(gracePeriod), Duration.ofMillis(preStop),
						Duration.ofMillis(margin)),
				new Reserve((sinks != null) ? Duration.ofMillis(sinks) : null,
						(close != null) ? Duration.ofMillis(close) : null, null, null),
				0.75);
	}

	private Budget budget(long gracePeriod, Reserve reserve, double dumpAt) {
		return budget(new TerminationProperties.Budget(Duration.ofMillis(gracePeriod), Duration.ZERO, Duration.ZERO),
				reserve, dumpAt);
	}

	private Budget budget(TerminationProperties.Budget budget, Reserve reserve, double dumpAt) {
		return BudgetArithmetic.budget(new TerminationProperties(true, budget, new Readiness(ReadinessPolicy.IMMEDIATE),
				reserve, new Exit(null, 124, SecondSignal.EXPEDITE, Duration.ofSeconds(5)), new Report("", ""),
				Map.of(), new Dump(dumpAt)), this.environment);
	}

}
