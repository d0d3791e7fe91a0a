package dev.lastcall.termination.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.lastcall.drain.Ticker;
import dev.lastcall.fixture.Budgets;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.signal.autoconfigure.SignalAutoConfiguration;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.actuate.DrainEndpoint;

import static org.assertj.core.api.Assertions.assertThat;

class TerminationEndpointAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TestSurroundings())
		.withConfiguration(AutoConfigurations.of(SignalAutoConfiguration.class, TerminationAutoConfiguration.class,
				TerminationEndpointAutoConfiguration.class));

	@Test
	void endpointIsThereWhenExposed() {
		this.contextRunner.withPropertyValues("management.endpoints.web.exposure.include=drain")
			.run((context) -> assertThat(context).hasSingleBean(DrainEndpoint.class));
	}

	@Test
	void endpointIsMissingWhenNotExposed() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(DrainEndpoint.class));
	}

	@Test
	void endpointIsMissingWithoutAccess() {
		this.contextRunner
			.withPropertyValues("management.endpoints.web.exposure.include=drain",
					"management.endpoint.drain.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(DrainEndpoint.class));
	}

	@Test
	void endpointIsMissingWhenDisabled() {
		this.contextRunner
			.withPropertyValues("management.endpoints.web.exposure.include=drain", "lastcall.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DrainEndpoint.class));
	}

	@Test
	void endpointIsMissingWithoutActuator() {
		this.contextRunner.withPropertyValues("management.endpoints.web.exposure.include=drain")
			.withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(Coordinator.class)
				.doesNotHaveBean("lastcallDrainEndpoint"));
	}

	@Test
	void endpointOfApplicationWins() {
		DrainEndpoint own = new DrainEndpoint(new Coordinator(Budgets.TEN_SECONDS, List.of(), Ticker.system()));
		this.contextRunner.withPropertyValues("management.endpoints.web.exposure.include=drain")
			.withBean("own", DrainEndpoint.class, () -> own)
			.run((context) -> assertThat(context.getBean(DrainEndpoint.class)).isSameAs(own));
	}

}
