package dev.lastcall.web.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.signal.autoconfigure.SignalAutoConfiguration;
import dev.lastcall.termination.autoconfigure.TerminationAutoConfiguration;
import dev.lastcall.web.RequestGate;
import dev.lastcall.web.metrics.RequestMetrics;

import static org.assertj.core.api.Assertions.assertThat;

class WebMetricsAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(SignalAutoConfiguration.class,
			TerminationAutoConfiguration.class, ServletWebAutoConfiguration.class, WebMetricsAutoConfiguration.class,
			MetricsAutoConfiguration.class);

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withInitializer(new TestSurroundings())
		.withConfiguration(CONFIGURATIONS)
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new);

	@Test
	void metersAreRegisteredAtStart() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(RequestMetrics.class);
			assertThat(context.getBean(MeterRegistry.class).find(RequestMetrics.ACTIVE).gauge()).isNotNull();
		});
	}

	@Test
	void metersAreMissingWhenDisabled() {
		this.contextRunner.withPropertyValues("lastcall.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RequestMetrics.class));
	}

	@Test
	void metersAreMissingWithoutRequests() {
		new ApplicationContextRunner().withInitializer(new TestSurroundings())
			.withConfiguration(CONFIGURATIONS)
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RequestMetrics.class));
	}

	@Test
	void metersAreMissingWithoutMicrometer() {
		new WebApplicationContextRunner().withInitializer(new TestSurroundings())
			.withConfiguration(CONFIGURATIONS)
			.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(RequestGate.class)
				.doesNotHaveBean("lastcallRequestMetrics"));
	}

}
