package dev.lastcall.signal.actuate;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import dev.lastcall.fixture.TestSurroundings;

import static org.assertj.core.api.Assertions.assertThat;

class SignalsEndpointWebTests {

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withInitializer(new TestSurroundings())
		.withUserConfiguration(Application.class)
		.withPropertyValues("management.endpoints.web.exposure.include=signals");

	@Test
	void signalsAreDescribedInJson() {
		this.contextRunner.run((context) -> assertThat(mvc(context).get().uri("/actuator/signals")).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("""
					{"tier": "hook", "obstacle": "this is a test", "signals": [],
					"ring": {"depth": 0, "capacity": 64, "dropped": 0},
					"lag": {"count": 0, "meanMicros": 0.0, "longestMicros": 0.0}}"""));
	}

	@Test
	void endpointChangesNothing() {
		this.contextRunner.run((context) -> {
			assertThat(mvc(context).post().uri("/actuator/signals")).hasStatus(HttpStatus.METHOD_NOT_ALLOWED);
			assertThat(mvc(context).delete().uri("/actuator/signals")).hasStatus(HttpStatus.METHOD_NOT_ALLOWED);
		});
	}

	private static MockMvcTester mvc(AssertableWebApplicationContext context) {
		return MockMvcTester.from(context.getSourceApplicationContext());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
