package dev.lastcall.termination.actuate;

import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.HeldDrain;
import dev.lastcall.fixture.Http;
import dev.lastcall.fixture.States;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.CoordinatorState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoint as a preStop hook and a deployment pipeline see it: the statuses that a
 * real server answers with.
 */
@Timeout(60)
class DrainOverHttpTests {

	private static final String UNRESTRICTED = "--management.endpoint.drain.access=unrestricted";

	private final HeldDrain held = new HeldDrain("held", Stage.WORK);

	@AfterEach
	void release() {
		this.held.release();
	}

	@Test
	void ordersAreNotAllowedWithoutAccess() throws Exception {
		try (ConfigurableApplicationContext context = start()) {
			for (String order : new String[] { "begin", "quiesce", "resume", "rehearse" }) {
				assertThat(post(context, order)).as(order).isEqualTo(405);
			}
			assertThat(context.getBean(Coordinator.class).state()).isEqualTo(CoordinatorState.SERVING);
			assertThat(Http.status(port(context), "/actuator/drain/serving")).isEqualTo(200);
			this.held.release();
		}
	}

	@Test
	void orderIsAcceptedThenDoneThenUndone() throws Exception {
		try (ConfigurableApplicationContext context = start(UNRESTRICTED)) {
			assertThat(post(context, "quiesce")).isEqualTo(202);
			await(context, CoordinatorState.QUIESCED);
			assertThat(post(context, "quiesce")).isEqualTo(200);
			assertThat(post(context, "rehearse")).isEqualTo(409);
			assertThat(Http.status(port(context), "/actuator/health/readiness")).isEqualTo(503);
			assertThat(post(context, "resume")).isEqualTo(202);
			await(context, CoordinatorState.SERVING);
			assertThat(post(context, "resume")).isEqualTo(200);
			assertThat(Http.status(port(context), "/actuator/health/readiness")).isEqualTo(200);
			this.held.release();
		}
	}

	@Test
	void stateIsPolledByStatus() throws Exception {
		try (ConfigurableApplicationContext context = start()) {
			assertThat(Http.status(port(context), "/actuator/drain/serving")).isEqualTo(200);
			for (String state : new String[] { "quiescing", "quiesced", "resuming", "rehearsing", "terminating",
					"ended" }) {
				assertThat(Http.status(port(context), "/actuator/drain/" + state)).as(state).isEqualTo(503);
			}
			assertThat(Http.status(port(context), "/actuator/drain/elsewhere")).isEqualTo(400);
			this.held.release();
		}
	}

	@Test
	void terminationIsAcceptedAndCannotBeResumed() throws Exception {
		try (ConfigurableApplicationContext context = start(UNRESTRICTED)) {
			assertThat(post(context, "begin")).isEqualTo(202);
			this.held.awaitBegun();
			assertThat(Http.status(port(context), "/actuator/drain/terminating")).isEqualTo(200);
			assertThat(Http.status(port(context), "/actuator/drain/serving")).isEqualTo(503);
			assertThat(post(context, "resume")).isEqualTo(409);
			assertThat(post(context, "rehearse")).isEqualTo(409);
			// It leaves, which is more.
			assertThat(post(context, "quiesce")).isEqualTo(200);
			this.held.release();
		}
	}

	private ConfigurableApplicationContext start(String... arguments) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setRegisterShutdownHook(false);
		application.addInitializers(new TestSurroundings(),
				(context) -> context.getBeanFactory().registerSingleton("held", this.held));
		application.setDefaultProperties(
				Map.of("server.port", "0", "management.endpoints.web.exposure.include", "health,drain"));
		return application.run(arguments);
	}

	private static void await(ConfigurableApplicationContext context, CoordinatorState state) throws Exception {
		States.await(context.getBean(Coordinator.class), state);
		assertThat(Http.status(port(context), "/actuator/drain/" + state.label())).isEqualTo(200);
	}

	private static int post(ConfigurableApplicationContext context, String order) throws Exception {
		return Http.post(port(context), "/actuator/drain/" + order).statusCode();
	}

	private static int port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
