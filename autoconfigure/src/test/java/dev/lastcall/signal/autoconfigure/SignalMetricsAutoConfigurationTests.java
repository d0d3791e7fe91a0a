package dev.lastcall.signal.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.signal.inspection.SignalInspection;
import dev.lastcall.signal.metrics.SignalMetrics;

import static org.assertj.core.api.Assertions.assertThat;

class SignalMetricsAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TestSurroundings())
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class, SignalAutoConfiguration.class,
				SignalMetricsAutoConfiguration.class));

	@Test
	void metersAreRegisteredWhenApplicationHasStarted() {
		this.contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run((context) -> {
			assertThat(context).hasSingleBean(SignalMetrics.class);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.find(SignalMetrics.LAG).functionTimer()).isNotNull();
			assertThat(registry.find(SignalMetrics.RECEIVED).tag("signal", "TERM").functionCounter()).isNotNull();
		});
	}

	@Test
	void metersGoToPrimaryRegistryOfSeveral() {
		SimpleMeterRegistry one = new SimpleMeterRegistry();
		SimpleMeterRegistry other = new SimpleMeterRegistry();
		this.contextRunner.withConfiguration(AutoConfigurations.of(CompositeMeterRegistryAutoConfiguration.class))
			.withBean("one", MeterRegistry.class, () -> one)
			.withBean("other", MeterRegistry.class, () -> other)
			.run((context) -> {
				assertThat(one.find(SignalMetrics.LAG).functionTimer()).isNotNull();
				assertThat(other.find(SignalMetrics.LAG).functionTimer()).isNotNull();
			});
	}

	@Test
	void applicationStartsWithoutRegistry() {
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(SignalInspection.class));
	}

	@Test
	void metersAreMissingWhenDisabled() {
		this.contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("lastcall.enabled=false")
			.run((context) -> {
				assertThat(context).doesNotHaveBean(SignalMetrics.class);
				assertThat(context.getBean(MeterRegistry.class).getMeters()).isEmpty();
			});
	}

	@Test
	void metersAreMissingWithoutMicrometer() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(SignalInspection.class)
				.doesNotHaveBean("lastcallSignalMetrics"));
	}

}
