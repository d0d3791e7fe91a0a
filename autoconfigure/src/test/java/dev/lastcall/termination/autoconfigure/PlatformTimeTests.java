package dev.lastcall.termination.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

import dev.lastcall.drain.InvalidSettingException;
import dev.lastcall.termination.autoconfigure.TerminationProperties.Budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PlatformTimeTests {

	private static final String VARIABLE = "LASTCALL_GRACE_PERIOD";

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void propertyCountsWithoutAVariable() {
		assertThat(gracePeriod()).returns("lastcall.budget.grace-period", PlatformTime::source)
			.returns(Duration.ofSeconds(30), PlatformTime::value);
		assertThat(gracePeriod().disagreement()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "45, 45000", "45s, 45000", "1500ms, 1500", "2m, 120000", "PT1M, 60000", "' 45 ', 45000", "0, 0" })
	void variableIsReadInSecondsOrAsSpringBootDoes(String text, long millis) {
		this.environment.setProperty(VARIABLE, text);
		assertThat(gracePeriod()).returns(VARIABLE, PlatformTime::source)
			.returns(Duration.ofMillis(millis), PlatformTime::value);
	}

	@Test
	void emptyVariableIsNone() {
		this.environment.setProperty(VARIABLE, " ");
		assertThat(gracePeriod().source()).isEqualTo("lastcall.budget.grace-period");
	}

	@Test
	void defaultOfThePropertyDisagreesWithNobody() {
		this.environment.setProperty(VARIABLE, "45");
		assertThat(gracePeriod().disagreement()).isEmpty();
	}

	@Test
	void equalPropertyAgrees() {
		this.environment.setProperty(VARIABLE, "30000ms");
		this.environment.setProperty("lastcall.budget.grace-period", "30s");
		assertThat(gracePeriod().disagreement()).isEmpty();
	}

	@Test
	void disagreementNamesBothAndSaysWhoDecides() {
		this.environment.setProperty(VARIABLE, "45");
		this.environment.setProperty("lastcall.budget.grace-period", "30s");
		assertThat(gracePeriod().value()).hasSeconds(45);
		assertThat(gracePeriod().disagreement()).hasValue(
				"The environment variable 'LASTCALL_GRACE_PERIOD' is 45000 ms and overrides the property 'lastcall.budget.grace-period', which is 30000 ms. Remove one of them, or set both to what the platform grants.");
	}

	@Test
	void preStopHasAVariableToo() {
		this.environment.setProperty("LASTCALL_PRE_STOP", "7");
		assertThat(PlatformTime.preStop(budget(), this.environment)).returns("LASTCALL_PRE_STOP", PlatformTime::source)
			.returns(Duration.ofSeconds(7), PlatformTime::value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "abc", "30 s", "30x", "99999999999999999999", "1e3" })
	void whatIsNoDurationIsRefused(String text) {
		this.environment.setProperty(VARIABLE, text);
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this::gracePeriod).satisfies((ex) -> {
			assertThat(ex.problem())
				.isEqualTo("The environment variable 'LASTCALL_GRACE_PERIOD' is '%s', which is not a duration.", text);
			assertThat(ex.remedy()).isEqualTo(
					"Set it to a number of seconds, such as 30, or to a number with a unit, such as 1500ms, 45s or 2m.");
		});
	}

	@Test
	void negativeDurationIsRefused() {
		this.environment.setProperty(VARIABLE, "-5");
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this::gracePeriod).satisfies((ex) -> {
			assertThat(ex.problem()).isEqualTo("The environment variable 'LASTCALL_GRACE_PERIOD' is '-5'.");
			assertThat(ex.remedy()).isEqualTo("Set it to zero or more.");
		});
	}

	private PlatformTime gracePeriod() {
		return PlatformTime.gracePeriod(budget(), this.environment);
	}

	private static Budget budget() {
		return new Budget(Duration.ofSeconds(30), Duration.ZERO, Duration.ofSeconds(2));
	}

}
