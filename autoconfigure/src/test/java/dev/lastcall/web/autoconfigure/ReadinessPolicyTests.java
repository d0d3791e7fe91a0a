package dev.lastcall.web.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.HeldDrain;
import dev.lastcall.fixture.Http;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Coordinator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Both probes, on the application's own port and on that of the management, asked in each
 * stage of a termination.
 */
@Timeout(60)
class ReadinessPolicyTests {

	private final HeldDrain linger = new HeldDrain("lingering", Stage.LINGER);

	private final HeldDrain work = new HeldDrain("working", Stage.WORK);

	@AfterEach
	void letGo() {
		this.linger.release();
		this.work.release();
	}

	@ParameterizedTest
	@CsvSource({ "immediate, false, 503, 503", "immediate, true, 503, 503", "after-linger, false, 200, 503",
			"after-linger, true, 200, 503", "never, false, 200, 200", "never, true, 200, 200" })
	void readinessFollowsThePolicyAndLivenessNeverFails(String policy, boolean apart, int lingering, int working)
			throws Exception {
		try (ConfigurableApplicationContext context = start(policy, apart)) {
			assertProbes(context, 200);
			begin(context);
			this.linger.awaitBegun();
			assertProbes(context, lingering);
			this.linger.release();
			this.work.awaitBegun();
			assertProbes(context, working);
			this.work.release();
			context.getBean(Coordinator.class).drained().join();
		}
	}

	@ParameterizedTest
	@CsvSource({ "immediate", "after-linger" })
	void readinessStaysRefusedWhateverTheApplicationSays(String policy) throws Exception {
		try (ConfigurableApplicationContext context = start(policy, false)) {
			begin(context);
			this.linger.release();
			this.work.awaitBegun();
			AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
			assertProbes(context, 503);
			this.work.release();
		}
	}

	// As a signal does. What closes the context first, is said by Spring Boot first.
	private static void begin(ConfigurableApplicationContext context) {
		assertThat(context.getBean(Coordinator.class).begin(new Cause.Signal("TERM", 15, ""))).isTrue();
	}

	private static void assertProbes(ConfigurableApplicationContext context, int readiness) throws Exception {
		int own = port(context, "local.server.port");
		int management = port(context, "local.management.port");
		assertThat(Http.status(own, "/readyz")).isEqualTo(readiness);
		assertThat(Http.status(own, "/livez")).isEqualTo(200);
		assertThat(Http.status(management, "/actuator/health/readiness")).isEqualTo(readiness);
		assertThat(Http.status(management, "/actuator/health/liveness")).isEqualTo(200);
	}

	private static int port(ConfigurableApplicationContext context, String key) {
		return context.getEnvironment().getRequiredProperty(key, Integer.class);
	}

	private ConfigurableApplicationContext start(String policy, boolean apart) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setRegisterShutdownHook(false);
		application.addInitializers(new TestSurroundings(), (context) -> {
			context.getBeanFactory().registerSingleton("lingering", this.linger);
			context.getBeanFactory().registerSingleton("working", this.work);
		});
		application.setDefaultProperties(
				Map.of("server.port", "0", "management.endpoint.health.probes.add-additional-paths", "true"));
		return application.run("--lastcall.readiness.policy=" + policy,
				apart ? "--management.server.port=0" : "--management.endpoints.web.exposure.include=health");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
