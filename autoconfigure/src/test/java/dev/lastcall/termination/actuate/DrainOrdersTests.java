package dev.lastcall.termination.actuate;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.HeldDrain;
import dev.lastcall.fixture.States;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.CoordinatorState;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class DrainOrdersTests {

	private final HeldDrain held = new HeldDrain("held", Stage.WORK);

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withInitializer(new TestSurroundings())
		.withUserConfiguration(Application.class)
		.withBean(HeldDrain.class, () -> this.held)
		.withPropertyValues("management.endpoints.web.exposure.include=drain");

	private final WebApplicationContextRunner unrestricted = this.contextRunner
		.withPropertyValues("management.endpoint.drain.access=UNRESTRICTED");

	@Test
	void ordersAreThereOnlyWhenAccessIsUnrestricted() {
		this.contextRunner.run((context) -> {
			for (String order : List.of("begin", "quiesce", "resume", "rehearse")) {
				assertThat(post(context, order)).hasStatus(HttpStatus.METHOD_NOT_ALLOWED);
			}
			assertThat(context.getBean(Coordinator.class).state()).isEqualTo(CoordinatorState.SERVING);
			assertThat(get(context, "serving")).hasStatus(HttpStatus.OK);
			this.held.release();
		});
	}

	@Test
	void quiesceAndResumeCanBePolled() {
		this.unrestricted.run((context) -> {
			Coordinator coordinator = context.getBean(Coordinator.class);
			assertThat(get(context, "quiesced")).hasStatus(HttpStatus.SERVICE_UNAVAILABLE);
			assertThat(post(context, "quiesce")).hasStatus(HttpStatus.ACCEPTED).bodyJson().isStrictlyEqualTo("""
					{"state": "quiescing", "message": "The application quiesces."}""");
			States.await(coordinator, CoordinatorState.QUIESCED);
			assertThat(get(context, "quiesced")).hasStatus(HttpStatus.OK);
			assertThat(post(context, "quiesce")).hasStatus(HttpStatus.OK);
			assertThat(context.getBean(ApplicationAvailability.class).getReadinessState())
				.isEqualTo(ReadinessState.REFUSING_TRAFFIC);
			assertThat(post(context, "rehearse")).hasStatus(HttpStatus.CONFLICT);
			assertThat(post(context, "resume")).hasStatus(HttpStatus.ACCEPTED);
			States.await(coordinator, CoordinatorState.SERVING);
			assertThat(post(context, "resume")).hasStatus(HttpStatus.OK);
			this.held.release();
		});
	}

	@Test
	void beginBeginsOnceAndResumeIsAConflictThen() {
		this.unrestricted.run((context) -> {
			assertThat(post(context, "begin")).hasStatus(HttpStatus.ACCEPTED);
			this.held.awaitBegun();
			assertThat(post(context, "begin")).hasStatus(HttpStatus.ACCEPTED);
			assertThat(get(context, "terminating")).hasStatus(HttpStatus.OK);
			assertThat(post(context, "resume")).hasStatus(HttpStatus.CONFLICT)
				.bodyText()
				.contains("a termination cannot be undone");
			assertThat(context.getBean(Coordinator.class).report().orElseThrow().cause())
				.isEqualTo(new Cause.Endpoint("drain"));
			this.held.release();
		});
	}

	@Test
	void rehearsalIsDescribedInJson() {
		this.unrestricted.run((context) -> {
			assertThat(post(context, "rehearse")).hasStatus(HttpStatus.ACCEPTED);
			States.await(context.getBean(Coordinator.class), CoordinatorState.SERVING);
			assertThat(mvc(context).get().uri("/actuator/drain")).bodyJson()
				.isLenientlyEqualTo(
						"""
								{"state": "serving", "stage": "serving", "rehearsal": {"complete": true,
								"drains": [{"name": "readiness", "stage": "announce", "status": "at-rest"},
								{"name": "http-linger"}, {"name": "http-streams"},
								{"name": "http-requests"}],
								"skipped": ["http-accept", "held", "http-last-streams"], "notResumed": [], "recommendation": {"sufficient": true}}}""");
			this.held.release();
		});
	}

	@Test
	void unknownOrderAndUnknownStateAreBadRequests() {
		this.unrestricted.run((context) -> {
			assertThat(post(context, "explode")).hasStatus(HttpStatus.BAD_REQUEST);
			assertThat(get(context, "exploded")).hasStatus(HttpStatus.BAD_REQUEST);
			this.held.release();
		});
	}

	private static MvcTestResult post(AssertableWebApplicationContext context, String order) {
		return mvc(context).post().uri("/actuator/drain/" + order).exchange();
	}

	private static MvcTestResult get(AssertableWebApplicationContext context, String state) {
		return mvc(context).get().uri("/actuator/drain/" + state).exchange();
	}

	private static MockMvcTester mvc(AssertableWebApplicationContext context) {
		return MockMvcTester.from(context.getSourceApplicationContext());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(excludeName = "org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration")
	static class Application {

	}

}
