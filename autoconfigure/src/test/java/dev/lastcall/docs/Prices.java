package dev.lastcall.docs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.lastcall.drain.DrainContext;

/**
 * The code that {@code docs/lifecycle.md} shows.
 */
@RestController
class Prices {

	private static final URI SUPPLIER = URI.create("http://localhost/prices");

	private final HttpClient client = HttpClient.newHttpClient();

	private final Queue<String> expired = new ConcurrentLinkedQueue<>();

	@GetMapping("/prices")
	String prices(DrainContext context) throws IOException, InterruptedException {
		// Two seconds, or what a termination has left for work if that is less.
		Duration timeout = context.child(Duration.ofSeconds(2)).remaining();
		HttpRequest request = HttpRequest.newBuilder(SUPPLIER).timeout(timeout).build();
		return this.client.send(request, HttpResponse.BodyHandlers.ofString()).body();
	}

	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
	void removeExpired() {
		// The next process goes on where this one stops.
		while (!this.expired.isEmpty() && !DrainContext.current().isCancelled()) {
			remove(this.expired.poll());
		}
	}

	@Async
	CompletableFuture<String> importAll(CompletableFuture<String> download) {
		DrainContext.Registration registration = DrainContext.current().onCancel((reason) -> download.cancel(true));
		return download.whenComplete((result, failure) -> registration.close());
	}

	private void remove(String price) {
	}

}
