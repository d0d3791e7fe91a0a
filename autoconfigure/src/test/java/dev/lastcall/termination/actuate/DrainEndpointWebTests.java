package dev.lastcall.termination.actuate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.HeldDrain;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Coordinator;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class DrainEndpointWebTests {

	private final HeldDrain held = new HeldDrain("held", Stage.WORK);

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withInitializer(new TestSurroundings())
		.withUserConfiguration(Application.class)
		.withBean(HeldDrain.class, () -> this.held)
		.withPropertyValues("management.endpoints.web.exposure.include=drain");

	@Test
	void servingApplicationIsDescribedInJson() {
		this.contextRunner.run((context) -> {
			assertThat(mvc(context).get().uri("/actuator/drain")).hasStatusOk()
				.bodyJson()
				.isStrictlyEqualTo(
						"""
								{"state": "serving", "stage": "serving", "budgetMillis": 28000, "elapsedMillis": 0, "remainingMillis": 28000,
								"drains": [
								{"name": "readiness", "stage": "announce", "after": [], "status": "waiting", "elapsedMillis": 0,
								"details": []},
								{"name": "http-linger", "stage": "linger", "after": [], "status": "waiting", "elapsedMillis": 0,
								"details": []},
								{"name": "http-streams", "stage": "linger", "after": [], "status": "waiting", "elapsedMillis": 0, "remaining": 0, "details": []},
								{"name": "http-accept", "stage": "sources", "after": [], "status": "waiting", "elapsedMillis": 0,
								"details": []},
								{"name": "held", "stage": "work", "after": [], "status": "waiting", "elapsedMillis": 0,
								"remaining": 1, "details": []},
								{"name": "http-requests", "stage": "work", "after": [], "status": "waiting", "elapsedMillis": 0,
								"remaining": 0, "details": []},
								{"name": "http-last-streams", "stage": "work", "after": [], "status": "waiting",
								"elapsedMillis": 0, "remaining": 0, "details": []},
								{"name": "puzzled", "stage": "sinks", "after": [], "status": "waiting", "elapsedMillis": 0,
								"details": []},
								{"name": "application-context", "stage": "close", "after": [], "status": "waiting",
								"elapsedMillis": 0, "details": []}]}""");
			this.held.release();
		});
	}

	@Test
	void terminationIsDescribedInJson() {
		this.contextRunner.run((context) -> {
			context.getBean(Coordinator.class).begin(new Cause.Signal("TERM", 15, ""));
			this.held.awaitBegun();
			assertThat(mvc(context).get().uri("/actuator/drain")).hasStatusOk()
				.bodyJson()
				.isLenientlyEqualTo(
						"""
								{"stage": "work", "cause": "SIGTERM", "budgetMillis": 28000,
								"drains": [
								{"name": "readiness", "status": "at-rest"},
								{"name": "http-linger", "status": "at-rest"}, {"name": "http-streams", "status": "at-rest"},
								{"name": "http-accept", "status": "at-rest"},
								{"name": "held", "status": "running", "remaining": 1}, {"name": "http-requests"},
								{"name": "http-last-streams"},
								{"name": "puzzled", "status": "waiting"}, {"name": "application-context", "status": "waiting"}]}""");
			this.held.release();
		});
	}

	@Test
	void endpointChangesNothing() {
		this.contextRunner.run((context) -> {
			assertThat(mvc(context).post().uri("/actuator/drain")).hasStatus(HttpStatus.METHOD_NOT_ALLOWED);
			assertThat(mvc(context).delete().uri("/actuator/drain")).hasStatus(HttpStatus.METHOD_NOT_ALLOWED);
			assertThat(context.getBean(Coordinator.class).stage()).isEqualTo(Stage.SERVING);
			this.held.release();
		});
	}

	private static MockMvcTester mvc(AssertableWebApplicationContext context) {
		return MockMvcTester.from(context.getSourceApplicationContext());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(excludeName = "org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration")
	static class Application {

		@Bean
		Drain puzzled() {
			return new Puzzled();
		}

	}

	private static final class Puzzled implements Drain {

		@Override
		public String name() {
			return "puzzled";
		}

		@Override
		public Stage stage() {
			return Stage.SINKS;
		}

		@Override
		public void drain(DrainContext context) {
			// At rest already.
		}

		@Override
		public Remaining remaining() {
			throw new IllegalStateException("cannot tell");
		}

	}

}
