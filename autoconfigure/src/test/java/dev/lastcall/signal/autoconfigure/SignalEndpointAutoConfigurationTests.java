package dev.lastcall.signal.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.lastcall.drain.Ticker;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.signal.HookSignalBridge;
import dev.lastcall.signal.actuate.SignalsEndpoint;
import dev.lastcall.signal.inspection.SignalInspection;

import static org.assertj.core.api.Assertions.assertThat;

class SignalEndpointAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TestSurroundings())
		.withConfiguration(AutoConfigurations.of(SignalAutoConfiguration.class, SignalEndpointAutoConfiguration.class));

	@Test
	void endpointIsThereWhenExposed() {
		this.contextRunner.withPropertyValues("management.endpoints.web.exposure.include=signals")
			.run((context) -> assertThat(context).hasSingleBean(SignalsEndpoint.class));
	}

	@Test
	void endpointIsMissingWhenNotExposed() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(SignalsEndpoint.class));
	}

	@Test
	void endpointIsMissingWithoutAccess() {
		this.contextRunner
			.withPropertyValues("management.endpoints.web.exposure.include=signals",
					"management.endpoint.signals.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(SignalsEndpoint.class));
	}

	@Test
	void endpointIsMissingWhenDisabled() {
		this.contextRunner
			.withPropertyValues("management.endpoints.web.exposure.include=signals", "lastcall.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SignalsEndpoint.class));
	}

	@Test
	void endpointIsMissingWithoutActuator() {
		this.contextRunner.withPropertyValues("management.endpoints.web.exposure.include=signals")
			.withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(SignalInspection.class)
				.doesNotHaveBean("lastcallSignalsEndpoint"));
	}

	@Test
	void endpointOfApplicationWins() {
		SignalsEndpoint own = new SignalsEndpoint(
				new SignalInspection(new HookSignalBridge("this is a test"), Map.of()), Ticker.system());
		this.contextRunner.withPropertyValues("management.endpoints.web.exposure.include=signals")
			.withBean("own", SignalsEndpoint.class, () -> own)
			.run((context) -> assertThat(context.getBean(SignalsEndpoint.class)).isSameAs(own));
	}

}
