package dev.lastcall.termination.autoconfigure;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;

import dev.lastcall.exit.ExitPolicy;
import dev.lastcall.exit.ExitPolicy.SecondSignal;
import dev.lastcall.termination.autoconfigure.TerminationProperties.Budget;
import dev.lastcall.termination.autoconfigure.TerminationProperties.Place;
import dev.lastcall.termination.autoconfigure.TerminationProperties.Report;
import dev.lastcall.termination.context.ReadinessPolicy;

import static org.assertj.core.api.Assertions.assertThat;

class TerminationPropertiesTests {

	@Test
	void defaultsFitKubernetesGracePeriod() {
		TerminationProperties properties = bind(Map.of());
		assertThat(properties.enabled()).isTrue();
		assertThat(properties.budget())
			.isEqualTo(new Budget(Duration.ofSeconds(30), Duration.ZERO, Duration.ofSeconds(2)));
		assertThat(properties.readiness().policy()).isEqualTo(ReadinessPolicy.IMMEDIATE);
		assertThat(properties.reserve().sinks()).isNull();
		assertThat(properties.reserve().close()).isNull();
		assertThat(properties.exit().code()).isNull();
		assertThat(properties.exit().forcedCode()).isEqualTo(124);
		assertThat(properties.exit().secondSignal()).isEqualTo(SecondSignal.EXPEDITE);
		assertThat(properties.exit().expeditedBudget()).hasSeconds(5);
		assertThat(properties.report()).isEqualTo(new Report("/dev/termination-log", ""));
		assertThat(properties.drains()).isEmpty();
	}

	@Test
	void everyPropertyIsBound() {
		TerminationProperties properties = bind(Map.ofEntries(Map.entry("lastcall.enabled", "false"),
				Map.entry("lastcall.budget.grace-period", "60s"), Map.entry("lastcall.budget.pre-stop", "5s"),
				Map.entry("lastcall.budget.margin", "1500ms"), Map.entry("lastcall.readiness.policy", "after-linger"),
				Map.entry("lastcall.reserve.sinks", "4s"), Map.entry("lastcall.reserve.close", "6s"),
				Map.entry("lastcall.exit.code", "0"), Map.entry("lastcall.exit.forced-code", "3"),
				Map.entry("lastcall.exit.second-signal", "halt"), Map.entry("lastcall.exit.expedited-budget", "7s"),
				Map.entry("lastcall.drains.queue.stage", "SINKS"), Map.entry("lastcall.drains.queue.after", "one,two"),
				Map.entry("lastcall.report.termination-log", ""),
				Map.entry("lastcall.report.directory", "/var/reports")));
		assertThat(properties.enabled()).isFalse();
		assertThat(properties.budget())
			.isEqualTo(new Budget(Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofMillis(1500)));
		assertThat(properties.readiness().policy()).isEqualTo(ReadinessPolicy.AFTER_LINGER);
		assertThat(properties.reserve().sinks()).hasSeconds(4);
		assertThat(properties.reserve().close()).hasSeconds(6);
		assertThat(properties.exit().code()).isZero();
		assertThat(properties.exit().forcedCode()).isEqualTo(3);
		assertThat(properties.exit().secondSignal()).isEqualTo(SecondSignal.HALT);
		assertThat(properties.exit().expeditedBudget()).hasSeconds(7);
		assertThat(properties.report()).isEqualTo(new Report("", "/var/reports"));
		assertThat(properties.drains()).isEqualTo(Map.of("queue", new Place("SINKS", Set.of("one", "two"))));
	}

	@Test
	void plainNumbersAreSeconds() {
		TerminationProperties properties = bind(Map.of("lastcall.budget.grace-period", "60", "lastcall.budget.pre-stop",
				"5", "lastcall.budget.margin", "1", "lastcall.reserve.sinks", "4", "lastcall.reserve.close", "6",
				"lastcall.exit.expedited-budget", "7"));
		assertThat(properties.budget())
			.isEqualTo(new Budget(Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofSeconds(1)));
		assertThat(properties.reserve().sinks()).hasSeconds(4);
		assertThat(properties.reserve().close()).hasSeconds(6);
		assertThat(properties.exit().expeditedBudget()).hasSeconds(7);
	}

	@Test
	void emptyAfterIsNoneAndNotTheDrainsOwn() {
		assertThat(bind(Map.of("lastcall.drains.queue.after", "")).drains())
			.isEqualTo(Map.of("queue", new Place(null, Set.of())));
	}

	@Test
	void policyKeepsSignalsOwnCodeUnlessOneIsSet() {
		ExitPolicy policy = bind(Map.of("lastcall.exit.second-signal", "ignore")).exit().policy();
		assertThat(policy.code()).isEmpty();
		assertThat(policy.forcedCode()).isEqualTo(124);
		assertThat(policy.secondSignal()).isEqualTo(SecondSignal.IGNORE);
		assertThat(bind(Map.of("lastcall.exit.code", "9")).exit().policy().code()).hasValue(9);
	}

	private static TerminationProperties bind(Map<String, String> properties) {
		Binder binder = new Binder(Set.of(new MapConfigurationPropertySource(properties)), null,
				ApplicationConversionService.getSharedInstance());
		return binder.bindOrCreate("lastcall", TerminationProperties.class);
	}

}
