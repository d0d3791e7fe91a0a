package dev.lastcall.web.autoconfigure;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;

import dev.lastcall.drain.InvalidSettingException;
import dev.lastcall.fixture.Budgets;
import dev.lastcall.termination.Budget;
import dev.lastcall.termination.autoconfigure.Surroundings;
import dev.lastcall.web.LingerTimes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LingerPropertiesTests {

	private static final Budget LONG = Budgets.of(Duration.ofSeconds(100));

	private static final Surroundings LAPTOP = new Surroundings(false, false);

	private static final Surroundings KUBERNETES = new Surroundings(true, false);

	private static final Surroundings KUBERNETES_TEST = new Surroundings(true, true);

	@Test
	void laptopDoesNotLinger() {
		assertThat(bind(Map.of()).times(LONG, LAPTOP)).isEqualTo(times(0, 0, 2_000));
	}

	@Test
	void kubernetesLingers() {
		assertThat(bind(Map.of()).times(LONG, KUBERNETES)).isEqualTo(times(5_000, 10_000, 2_000));
	}

	@Test
	void testOnKubernetesDoesNotLinger() {
		assertThat(bind(Map.of()).times(LONG, KUBERNETES_TEST)).isEqualTo(times(0, 0, 2_000));
	}

	@Test
	void testLingersIfItIsAskedTo() {
		assertThat(bind(Map.of("lastcall.linger.minimum", "1s")).times(LONG, KUBERNETES_TEST))
			.isEqualTo(times(1_000, 1_000, 2_000));
	}

	@Test
	void everyPropertyIsBoundAndPlainNumbersAreSeconds() {
		assertThat(bind(Map.of("lastcall.linger.minimum", "3", "lastcall.linger.maximum", "4",
				"lastcall.linger.quiet-period", "1"))
			.times(LONG, LAPTOP)).isEqualTo(times(3_000, 4_000, 1_000));
	}

	@Test
	void defaultsShrinkWithSmallBudget() {
		assertThat(bind(Map.of()).times(Budgets.of(Duration.ofSeconds(8)), KUBERNETES))
			.isEqualTo(times(2_000, 4_000, 2_000));
	}

	@Test
	void maximumThatWasSetBoundsTheDefaultMinimum() {
		assertThat(bind(Map.of("lastcall.linger.maximum", "2")).times(LONG, KUBERNETES))
			.isEqualTo(times(2_000, 2_000, 2_000));
	}

	@Test
	void minimumThatWasSetLengthensTheDefaultMaximum() {
		assertThat(bind(Map.of("lastcall.linger.minimum", "20")).times(LONG, KUBERNETES))
			.isEqualTo(times(20_000, 20_000, 2_000));
		assertThat(bind(Map.of("lastcall.linger.minimum", "20")).times(LONG, LAPTOP))
			.isEqualTo(times(20_000, 20_000, 2_000));
	}

	@Test
	void lingeringLeavesAtLeastAMillisecondForTheWork() {
		assertThat(bind(Map.of("lastcall.linger.maximum", "6899ms")).times(Budgets.TEN_SECONDS, LAPTOP).maximum())
			.hasMillis(6_899);
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> bind(Map.of("lastcall.linger.maximum", "6900ms")).times(Budgets.TEN_SECONDS, LAPTOP))
			.withMessageContaining(
					"6900 ms ('lastcall.linger.*') + reserves (3100 ms) = 10000 ms of a budget of 10000 ms.");
	}

	@Test
	void minimumMayEqualMaximum() {
		assertThat(bind(Map.of("lastcall.linger.minimum", "3", "lastcall.linger.maximum", "3")).times(LONG, LAPTOP))
			.isEqualTo(times(3_000, 3_000, 2_000));
	}

	private static LingerTimes times(long minimum, long maximum, long quietPeriod) {
		return new LingerTimes(Duration.ofMillis(minimum), Duration.ofMillis(maximum), Duration.ofMillis(quietPeriod));
	}

	private static LingerProperties bind(Map<String, String> properties) {
		Binder binder = new Binder(Set.of(new MapConfigurationPropertySource(properties)), null,
				ApplicationConversionService.getSharedInstance());
		return binder.bindOrCreate("lastcall.linger", LingerProperties.class);
	}

}
