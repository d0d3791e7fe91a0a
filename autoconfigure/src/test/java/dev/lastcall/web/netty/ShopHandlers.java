package dev.lastcall.web.netty;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.propagation.DrainContextAccessor;
import dev.lastcall.web.reactive.HandlerContext;
import dev.lastcall.web.stream.FinishesItself;

/**
 * The handlers of the {@link ReactiveShop}, and what a test has to know of them.
 */
@RestController
class ShopHandlers {

	final CountDownLatch entered = new CountDownLatch(1);

	final CountDownLatch cancelled = new CountDownLatch(1);

	final Sinks.One<String> answer = Sinks.one();

	private final DrainContext work;

	ShopHandlers(DrainContext work) {
		this.work = work;
	}

	void awaitEntered() throws InterruptedException {
		if (!this.entered.await(20, TimeUnit.SECONDS)) {
			throw new IllegalStateException("No request came.");
		}
	}

	@GetMapping({ "/hello", "/probe" })
	Mono<String> hello() {
		return Mono.just("hello");
	}

	@GetMapping("/delayed/{id}")
	Mono<String> delayed(@PathVariable String id) {
		this.entered.countDown();
		return this.answer.asMono().doOnCancel(this.cancelled::countDown);
	}

	@GetMapping("/slow")
	Mono<String> slow() {
		return Mono.delay(Duration.ofSeconds(3)).thenReturn("slow");
	}

	@GetMapping("/broken")
	Mono<String> broken() {
		throw new IllegalStateException("broken");
	}

	@GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<String> events() {
		return Flux.just("first").concatWith(Flux.never()).doOnCancel(this.cancelled::countDown);
	}

	@FinishesItself
	@GetMapping(path = "/progress", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<String> progress() {
		return events();
	}

	@GetMapping(path = "/lines", produces = MediaType.APPLICATION_NDJSON_VALUE)
	Flux<Map<String, String>> lines() {
		return Flux.just(Map.of("line", "first")).concatWith(Flux.never());
	}

	@PostMapping("/upload")
	Mono<String> upload(@RequestBody Flux<byte[]> body) {
		this.entered.countDown();
		return body.map((bytes) -> bytes.length).reduce(0, Integer::sum).map((length) -> "got " + length);
	}

	@GetMapping(path = "/big", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	Flux<byte[]> big() {
		this.entered.countDown();
		return Flux.range(0, 1024).map((number) -> new byte[16 * 1024]);
	}

	@GetMapping("/context")
	Mono<String> context(DrainContext argument, ServerWebExchange exchange) {
		return Mono.deferContextual(
				(context) -> Mono.just("argument %s, attribute %s, context %s, current %s".formatted(name(argument),
						name(exchange.getAttribute(HandlerContext.ATTRIBUTE)),
						name(context.getOrDefault(DrainContextAccessor.KEY, null)), name(DrainContext.current()))));
	}

	private String name(Object context) {
		return (context == this.work) ? "work" : (context == DrainContext.unending()) ? "unending" : "none";
	}

}
