package dev.lastcall.web.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.outbound.http.HangingServer;
import dev.lastcall.outbound.jdbc.EndlessQuery;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Coordinator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client gets whose request has not ended when its time is up.
 */
@Timeout(60)
class CutOffOverHttpTests {

	@ParameterizedTest
	@ValueSource(strings = { "/sleep", "/busy", "/jdbc", "/call" })
	void requestEndsAsUnavailable(String path) throws Exception {
		try (ConfigurableApplicationContext application = start()) {
			Shop shop = application.getBean(Shop.class);
			Coordinator coordinator = application.getBean(Coordinator.class);
			CompletableFuture<HttpResponse<String>> answer = HttpClient.newHttpClient()
				.sendAsync(HttpRequest.newBuilder(uri(application, path)).build(), BodyHandlers.ofString());
			assertThat(shop.working(path).await(30, TimeUnit.SECONDS)).isTrue();
			coordinator.begin(new Cause.ContextClose());
			HttpResponse<String> response = answer.get(30, TimeUnit.SECONDS);
			assertThat(response.statusCode()).isEqualTo(503);
			assertThat(response.headers().firstValue("Retry-After")).isPresent();
			assertThat(response.headers().firstValue("Connection")).contains("close");
			assertThat(response.body()).contains("\"status\":503");
			assertThat(coordinator.ended().get(30, TimeUnit.SECONDS).drains())
				.filteredOn((drain) -> drain.name().equals("http-requests"))
				.singleElement()
				.satisfies((drain) -> assertThat(drain.failure()).contains("1 request was cut off by the deadline"));
		}
	}

	private static ConfigurableApplicationContext start() {
		SpringApplication application = new SpringApplication(Application.class);
		application.setRegisterShutdownHook(false);
		application.addInitializers(new TestSurroundings());
		application.setDefaultProperties(Map.of("server.port", "0", "lastcall.outbound.jdbc", "true",
				"lastcall.budget.grace-period", "5s", "lastcall.budget.margin", "0s", "lastcall.reserve.sinks", "1s",
				"lastcall.reserve.close", "2s", "spring.datasource.url", "jdbc:h2:mem:" + UUID.randomUUID()));
		return application.run();
	}

	private static URI uri(ConfigurableApplicationContext application, String path) {
		return URI.create("http://localhost:%s%s"
			.formatted(application.getEnvironment().getRequiredProperty("local.server.port"), path));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Shop shop(DataSource database, RestClient.Builder client, HangingServer supplier) {
			return new Shop(new JdbcTemplate(database), client.build(), supplier);
		}

		@Bean
		HangingServer supplier() throws IOException {
			return new HangingServer();
		}

	}

	@RestController
	static class Shop {

		private final JdbcTemplate database;

		private final RestClient client;

		private final HangingServer supplier;

		private final CountDownLatch working = new CountDownLatch(1);

		private final CountDownLatch querying = EndlessQuery.next();

		Shop(JdbcTemplate database, RestClient client, HangingServer supplier) {
			this.database = database;
			this.client = client;
			this.supplier = supplier;
		}

		CountDownLatch working(String path) {
			return switch (path) {
				case "/jdbc" -> this.querying;
				case "/call" -> this.supplier.underWay();
				default -> this.working;
			};
		}

		@GetMapping("/sleep")
		String sleep() throws InterruptedException {
			this.working.countDown();
			Thread.sleep(Duration.ofMinutes(1).toMillis());
			return "slept";
		}

		@GetMapping("/busy")
		String busy(DrainContext context) {
			while (true) {
				this.working.countDown();
				context.throwIfCancelled();
			}
		}

		@GetMapping("/jdbc")
		Long query() {
			this.database.execute(EndlessQuery.ALIAS);
			return this.database.queryForObject(EndlessQuery.SQL, Long.class);
		}

		@GetMapping("/call")
		String call() {
			return this.client.get().uri(this.supplier.uri("/silent")).retrieve().body(String.class);
		}

	}

}
