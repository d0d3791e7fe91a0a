package dev.lastcall.termination.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.signal.autoconfigure.SignalAutoConfiguration;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.metrics.TerminationMetrics;

import static org.assertj.core.api.Assertions.assertThat;

class TerminationMetricsAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TestSurroundings())
		.withConfiguration(AutoConfigurations.of(SignalAutoConfiguration.class, TerminationAutoConfiguration.class,
				TerminationMetricsAutoConfiguration.class));

	@Test
	void metersAreRegisteredWhenApplicationHasStarted() {
		this.contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run((context) -> {
			assertThat(context).hasSingleBean(TerminationMetrics.class);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.find(TerminationMetrics.REMAINING).timeGauge()).isNotNull();
			assertThat(registry.find(TerminationMetrics.DRAIN_REMAINING).tag("drain", "readiness").gauge()).isNotNull();
		});
	}

	@Test
	void metersGoToPrimaryRegistryOfSeveral() {
		SimpleMeterRegistry one = new SimpleMeterRegistry();
		SimpleMeterRegistry other = new SimpleMeterRegistry();
		this.contextRunner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class))
			.withBean("one", MeterRegistry.class, () -> one)
			.withBean("other", MeterRegistry.class, () -> other)
			.run((context) -> {
				assertThat(one.find(TerminationMetrics.REMAINING).timeGauge()).isNotNull();
				assertThat(other.find(TerminationMetrics.REMAINING).timeGauge()).isNotNull();
			});
	}

	@Test
	void applicationStartsWithoutRegistry() {
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(Coordinator.class));
	}

	@Test
	void metersAreMissingWhenDisabled() {
		this.contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("lastcall.enabled=false")
			.run((context) -> {
				assertThat(context).doesNotHaveBean(TerminationMetrics.class);
				assertThat(context.getBean(MeterRegistry.class).getMeters()).isEmpty();
			});
	}

	@Test
	void metersAreMissingWithoutMicrometer() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(Coordinator.class)
				.doesNotHaveBean("lastcallTerminationMetrics"));
	}

}
