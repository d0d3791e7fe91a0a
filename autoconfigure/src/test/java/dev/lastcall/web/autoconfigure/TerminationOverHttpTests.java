package dev.lastcall.web.autoconfigure;

import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.Closing;
import dev.lastcall.fixture.HeldDrain;
import dev.lastcall.fixture.Http;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.termination.Coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class TerminationOverHttpTests {

	private final HeldDrain announced = new HeldDrain("announced", Stage.LINGER);

	private final HeldDrain work = new HeldDrain("work", Stage.WORK);

	@AfterEach
	void letGo() {
		this.announced.release();
		this.work.release();
	}

	@Test
	void bothPortsAnswerWhileWorkIsFinished() throws Exception {
		try (ConfigurableApplicationContext context = start("--management.server.port=0")) {
			int port = port(context, "local.server.port");
			int management = port(context, "local.management.port");
			assertThat(management).isNotEqualTo(port);
			Closing closing = closeUntilWork(context);
			assertThat(Http.status(management, "/actuator/health/readiness")).isEqualTo(503);
			assertThat(Http.status(management, "/actuator/health/liveness")).isEqualTo(200);
			assertThat(Http.get(management, "/actuator/metrics/lastcall.termination.stage?tag=stage:work").body())
				.contains("\"value\":1.0");
			assertThat(Http.get(management, "/actuator/drain").body()).contains("\"stage\":\"work\"");
			assertRefused(Http.get(port, "/hello"));
			assertThat(Http.get(management, "/actuator/metrics/lastcall.requests.refused").body())
				.contains("\"value\":1.0");
			endOf(closing);
			assertGone(port);
			assertGone(management);
		}
	}

	@Test
	void probesAreAnsweredOnTheSharedPort() throws Exception {
		assertProbesAreAnswered("/hello", "/actuator/health");
	}

	@Test
	void probesAreAnsweredBelowTheContextPath() throws Exception {
		assertProbesAreAnswered("/shop/hello", "/shop/actuator/health", "--server.servlet.context-path=/shop");
	}

	@Test
	void probesAreAnsweredBelowThePathOfTheDispatcherServlet() throws Exception {
		assertProbesAreAnswered("/mvc/hello", "/mvc/actuator/health", "--spring.mvc.servlet.path=/mvc");
	}

	@Test
	void probesAreAnsweredWhereTheRootOfActuatorIsMappedTo() throws Exception {
		assertProbesAreAnswered("/hello", "/healthz", "--management.endpoints.web.base-path=/",
				"--management.endpoints.web.path-mapping.health=healthz");
	}

	@Test
	void probesAreAnsweredOnTheirAdditionalPaths() throws Exception {
		try (ConfigurableApplicationContext context = start(
				"--management.endpoint.health.probes.add-additional-paths=true", "--management.server.port=0")) {
			int port = port(context, "local.server.port");
			assertThat(Http.status(port, "/readyz")).isEqualTo(200);
			Closing closing = closeUntilWork(context);
			assertThat(Http.status(port, "/readyz")).isEqualTo(503);
			assertThat(Http.status(port, "/livez")).isEqualTo(200);
			endOf(closing);
		}
	}

	private void assertProbesAreAnswered(String other, String health, String... arguments) throws Exception {
		try (ConfigurableApplicationContext context = start(arguments)) {
			int port = port(context, "local.server.port");
			assertThat(Http.status(port, health + "/readiness")).isEqualTo(200);
			Closing closing = closeUntilWork(context);
			assertRefused(Http.get(port, other));
			HttpResponse<String> readiness = Http.get(port, health + "/readiness");
			assertThat(readiness.statusCode()).isEqualTo(503);
			assertThat(readiness.body()).contains("OUT_OF_SERVICE");
			assertThat(Http.status(port, health + "/liveness")).isEqualTo(200);
			endOf(closing);
		}
	}

	@Test
	void requestsAreServedWhileTrafficMovesAway() throws Exception {
		try (ConfigurableApplicationContext context = start()) {
			int port = port(context, "local.server.port");
			assertThat(Http.get(port, "/hello").headers().firstValue("Connection")).isNotEqualTo("close");
			Closing closing = Closing.of(context);
			this.announced.awaitBegun();
			assertThat(Http.status(port, "/actuator/health/readiness")).isEqualTo(503);
			assertThat(Http.get(port, "/hello").body()).isEqualTo("hello");
			this.announced.release();
			this.work.release();
			closing.awaitEnd();
		}
	}

	@Test
	void requestInFlightIsFinishedWhileLaterOnesAreRefused() throws Exception {
		this.work.release();
		try (ConfigurableApplicationContext context = start()) {
			int port = port(context, "local.server.port");
			Shop shop = context.getBean(Shop.class);
			CompletableFuture<String> slow = CompletableFuture.supplyAsync(() -> body(port, "/slow"));
			assertThat(shop.entered.await(10, TimeUnit.SECONDS)).isTrue();
			Closing closing = closeUntilWork(context);
			assertRefused(Http.get(port, "/hello"));
			assertThat(context.getBean(Coordinator.class).stage()).isEqualTo(Stage.WORK);
			assertThat(slow).isNotDone();
			shop.goOn.countDown();
			assertThat(slow.get(10, TimeUnit.SECONDS)).isEqualTo("slow");
			closing.awaitEnd();
			assertGone(port);
		}
	}

	private static String body(int port, String path) {
		try {
			return Http.get(port, path).body();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private ConfigurableApplicationContext start(String... arguments) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setRegisterShutdownHook(false);
		application.addInitializers(new TestSurroundings(), (context) -> {
			context.getBeanFactory().registerSingleton("announced", this.announced);
			context.getBeanFactory().registerSingleton("work", this.work);
		});
		application.setDefaultProperties(
				Map.of("server.port", "0", "management.endpoints.web.exposure.include", "health,metrics,drain"));
		return application.run(arguments);
	}

	private static int port(ConfigurableApplicationContext context, String key) {
		return context.getEnvironment().getRequiredProperty(key, Integer.class);
	}

	private Closing closeUntilWork(ConfigurableApplicationContext context) throws InterruptedException {
		this.announced.release();
		Closing closing = Closing.of(context);
		this.work.awaitBegun();
		return closing;
	}

	private void endOf(Closing closing) throws InterruptedException {
		this.work.release();
		closing.awaitEnd();
	}

	private static void assertRefused(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
		assertThat(response.headers().firstValue("Connection")).hasValue("close");
		assertThat(response.body()).contains("This instance is leaving");
	}

	private static void assertGone(int port) {
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> Http.get(port, "/hello"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Shop shop() {
			return new Shop();
		}

	}

	@RestController
	static class Shop {

		private final CountDownLatch entered = new CountDownLatch(1);

		private final CountDownLatch goOn = new CountDownLatch(1);

		@GetMapping("/hello")
		String hello() {
			return "hello";
		}

		@GetMapping("/slow")
		String slow() throws InterruptedException {
			this.entered.countDown();
			return this.goOn.await(20, TimeUnit.SECONDS) ? "slow" : "too slow";
		}

	}

}
