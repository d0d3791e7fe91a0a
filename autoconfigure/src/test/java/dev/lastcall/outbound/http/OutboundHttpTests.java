package dev.lastcall.outbound.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;

import com.sun.net.httpserver.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import dev.lastcall.drain.DrainCancelledException;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.propagation.DrainContextAccessor;
import dev.lastcall.outbound.CancelledWhile;
import dev.lastcall.outbound.DeadlineHeader;
import dev.lastcall.outbound.reactive.CancellingExchangeFilter;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class OutboundHttpTests {

	private static final DeadlineHeader HEADER = new DeadlineHeader(Optional.of("X-Timeout-Ms"));

	private final CancelledWhile cancelled = new CancelledWhile();

	private HangingServer server;

	@BeforeEach
	void start() throws IOException {
		this.server = new HangingServer();
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/silent", "/slow" })
	void restClientFailsAsCancelled(String path) throws InterruptedException {
		RestClient client = restClient(HEADER);
		assertCancelled(() -> client.get().uri(this.server.uri(path)).retrieve().body(String.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/silent", "/slow" })
	void restTemplateFailsAsCancelled(String path) throws InterruptedException {
		RestTemplate template = new RestTemplate(new JdkClientHttpRequestFactory());
		template.getInterceptors().add(new CancellingInterceptor(HEADER));
		assertCancelled(() -> template.getForObject(this.server.uri(path), String.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/silent", "/slow" })
	void webClientFailsAsCancelled(String path) throws InterruptedException {
		WebClient client = webClient();
		assertCancelled(() -> client.get().uri(this.server.uri(path)).retrieve().bodyToMono(String.class).block());
	}

	@Test
	void webClientHeedsTheContextOfReactor() throws InterruptedException {
		WebClient client = webClient();
		Callable<String> call = () -> {
			DrainContext.unending().bind();
			return client.get()
				.uri(this.server.uri("/silent"))
				.retrieve()
				.bodyToMono(String.class)
				.contextWrite((context) -> context.put(DrainContextAccessor.KEY, this.cancelled.context()))
				.block();
		};
		assertCancelled(call);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/silent", "/slow" })
	void httpClientFailsAsCancelled(String path) throws InterruptedException {
		HttpClient client = CancellableHttpClient.of(HttpClient.newHttpClient());
		assertCancelled(
				() -> client.send(HttpRequest.newBuilder(this.server.uri(path)).build(), BodyHandlers.ofString()));
	}

	@Test
	void httpClientsFutureIsCancelled() throws InterruptedException {
		HttpClient client = CancellableHttpClient.of(HttpClient.newHttpClient());
		Throwable failure = this.cancelled.failure(this.server.underWay(),
				() -> client
					.sendAsync(HttpRequest.newBuilder(this.server.uri("/silent")).build(), BodyHandlers.ofString())
					.get());
		// The client completes it itself when it is the faster one.
		assertThat((failure instanceof ExecutionException) ? failure.getCause() : failure)
			.isInstanceOf(CancellationException.class);
	}

	private void assertCancelled(Callable<?> call) throws InterruptedException {
		Throwable failure = this.cancelled.failure(this.server.underWay(), call);
		assertThat(failure).isInstanceOf(DrainCancelledException.class).hasMessage("It is time.");
		assertThat(CancelledWhile.leftAnInterrupt(failure)).isFalse();
	}

	@Test
	void callAfterTheCancellationRuns() {
		this.cancelled.context().cancel(CancelledWhile.REASON);
		CancelledWhile.under(this.cancelled.context(),
				() -> assertThat(restClient(HEADER).get().uri(this.server.uri("/quick")).retrieve().body(String.class))
					.isEqualTo("half"));
	}

	@Test
	void callOfNobodysContextRunsAndTellsNoDeadline() throws InterruptedException {
		assertThat(restClient(HEADER).get().uri(this.server.uri("/quick")).retrieve().body(String.class))
			.isEqualTo("half");
		assertThat(this.server.headers().take().containsKey("X-Timeout-Ms")).isFalse();
	}

	@Test
	void deadlineIsToldInTheHeader() throws InterruptedException {
		CancelledWhile.under(this.cancelled.context().child(Duration.ofSeconds(9)), () -> {
			restClient(HEADER).get().uri(this.server.uri("/quick")).retrieve().body(String.class);
			webClient().get().uri(this.server.uri("/quick")).retrieve().bodyToMono(String.class).block();
			restClient(new DeadlineHeader(Optional.empty())).get()
				.uri(this.server.uri("/quick"))
				.retrieve()
				.body(String.class);
		});
		for (int i = 0; i < 2; i++) {
			Headers headers = this.server.headers().take();
			assertThat(Long.parseLong(headers.getFirst("X-Timeout-Ms"))).isBetween(1L, 9000L);
		}
		assertThat(this.server.headers().take().containsKey("X-Timeout-Ms")).isFalse();
	}

	private static RestClient restClient(DeadlineHeader header) {
		return RestClient.builder()
			.requestFactory(new JdkClientHttpRequestFactory())
			.requestInterceptor(new CancellingInterceptor(header))
			.build();
	}

	private static WebClient webClient() {
		return WebClient.builder()
			.clientConnector(new JdkClientHttpConnector())
			.filter(new CancellingExchangeFilter(HEADER))
			.build();
	}

}
