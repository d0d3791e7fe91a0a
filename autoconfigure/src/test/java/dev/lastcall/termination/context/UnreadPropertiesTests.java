package dev.lastcall.termination.context;

import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import dev.lastcall.fixture.TestSurroundings;

import static org.assertj.core.api.Assertions.assertThat;

class UnreadPropertiesTests {

	private ConfigurableApplicationContext context;

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void propertiesThatAreReadAreNotNamed() {
		start("--lastcall.budget.grace-period=40s", "--lastcall.budget.preStop=1", "--lastcall.exit.forced-code=3",
				"--lastcall.readiness.policy=never", "--lastcall.signals.terminate=TERM",
				"--lastcall.signals.event[0]=USR1", "--lastcall.drains.application-context.stage=close",
				"--lastcall.drains.application-context.after=", "--lastcall.enabled=true", "--other.key=1");
		assertThat(UnreadProperties.of(this.context)).isEmpty();
	}

	@Test
	void misspelledPropertyIsNamedWithItsOrigin() {
		start("--lastcall.bugdet.grace-period=40s", "--lastcall.drains.application-context.stge=close");
		assertThat(UnreadProperties.of(this.context)).containsExactlyInAnyOrder(
				"The property 'lastcall.bugdet.grace-period' (\"lastcall.bugdet.grace-period\" from property source \"commandLineArgs\") has no effect: Last Call does not know it, or this application does not need it. Correct its name, or remove it.",
				"The property 'lastcall.drains.application-context.stge' (\"lastcall.drains.application-context.stge\" from property source \"commandLineArgs\") has no effect: Last Call does not know it, or this application does not need it. Correct its name, or remove it.");
	}

	@Test
	void variablesOfAServiceNamedLastcallAreNotProperties() {
		start();
		this.context.getEnvironment()
			.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
							Map.of("LASTCALL_SERVICE_HOST", "10.0.0.7", "LASTCALL_GRACE_PERIOD", "30")));
		assertThat(UnreadProperties.of(this.context)).isEmpty();
	}

	private void start(String... arguments) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setRegisterShutdownHook(false);
		application.addInitializers(new TestSurroundings());
		this.context = application.run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
