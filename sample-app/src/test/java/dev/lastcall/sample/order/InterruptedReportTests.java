package dev.lastcall.sample.order;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.datasource.url=jdbc:h2:mem:interrupted-report", "management.server.port=0" })
class InterruptedReportTests {

	@LocalServerPort
	private int port;

	// The interrupt is restored before the answer is written, which must not close the
	// socket under it.
	@Test
	void answerReachesTheClient() {
		CompletableFuture<HttpResponse<String>> answer = HttpClient.newHttpClient()
			.sendAsync(
					HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/orders/report?duration=1h"))
						.build(),
					HttpResponse.BodyHandlers.ofString());
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(10))
			.until(InterruptedReportTests::reportingThread, Optional::isPresent)
			.ifPresent(Thread::interrupt);
		HttpResponse<String> response = answer.orTimeout(30, TimeUnit.SECONDS).join();
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(response.body()).contains("The report was interrupted before it was complete");
	}

	private static Optional<Thread> reportingThread() {
		return Thread.getAllStackTraces()
			.entrySet()
			.stream()
			.filter((entry) -> Arrays.stream(entry.getValue())
				.anyMatch((frame) -> frame.getClassName().equals(OrderReportController.class.getName())))
			.map(Map.Entry::getKey)
			.findFirst();
	}

}
