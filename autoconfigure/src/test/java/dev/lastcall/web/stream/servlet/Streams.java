package dev.lastcall.web.stream.servlet;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import dev.lastcall.web.stream.FinishesItself;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Opens streams of every sort and sends one event on each when a test says so.
 */
@RestController
class Streams {

	private final List<Sender> senders = new CopyOnWriteArrayList<>();

	final List<ResponseBodyEmitter> emitters = new CopyOnWriteArrayList<>();

	final List<DeferredResult<String>> polls = new CopyOnWriteArrayList<>();

	final List<Long> completions = new CopyOnWriteArrayList<>();

	private final Semaphore opened = new Semaphore(0);

	@GetMapping("/emitter")
	SseEmitter emitter() {
		return open(new SseEmitter(0L));
	}

	@GetMapping("/entity")
	ResponseEntity<SseEmitter> entity() {
		return ResponseEntity.ok().header("X-Entity", "yes").body(open(new SseEmitter(0L)));
	}

	@FinishesItself
	@GetMapping("/patient")
	SseEmitter patient() {
		return open(new SseEmitter(0L));
	}

	@GetMapping(path = "/download", produces = "application/json")
	ResponseBodyEmitter download() {
		return open(new ResponseBodyEmitter(0L));
	}

	@GetMapping("/flux")
	Flux<ServerSentEvent<Map<String, Integer>>> flux() {
		Sinks.Many<ServerSentEvent<Map<String, Integer>>> sink = Sinks.many().unicast().onBackpressureBuffer();
		add(() -> sink.emitNext(ServerSentEvent.builder(Map.of("n", 1)).build(), Sinks.EmitFailureHandler.FAIL_FAST));
		return sink.asFlux();
	}

	@GetMapping("/list")
	Flux<Map<String, Integer>> list() {
		Sinks.Many<Map<String, Integer>> sink = Sinks.many().unicast().onBackpressureBuffer();
		add(() -> sink.emitNext(Map.of("n", 1), Sinks.EmitFailureHandler.FAIL_FAST));
		return sink.asFlux();
	}

	@GetMapping("/poll")
	DeferredResult<String> poll() {
		DeferredResult<String> result = new DeferredResult<>(0L);
		this.polls.add(result);
		add(() -> result.setResult("answered"));
		return result;
	}

	@PostMapping("/order")
	DeferredResult<String> order() {
		return poll();
	}

	void open(ServerResponse.SseBuilder builder) {
		builder.onComplete(this::count);
		add(() -> builder.data(Map.of("n", 1)));
	}

	private <E extends ResponseBodyEmitter> E open(E emitter) {
		emitter.onCompletion(this::count);
		this.emitters.add(emitter);
		add(() -> emitter.send(Map.of("n", 1), MediaType.APPLICATION_JSON));
		return emitter;
	}

	private synchronized void count() {
		this.completions.add(System.nanoTime());
	}

	private void add(Sender sender) {
		this.senders.add(sender);
		this.opened.release();
	}

	void awaitOpen(int count) throws InterruptedException {
		assertThat(this.opened.tryAcquire(count, 20, TimeUnit.SECONDS)).as("%d streams", count).isTrue();
	}

	void send() throws Exception {
		for (Sender sender : this.senders) {
			sender.send();
		}
	}

	/**
	 * Sends one event on one stream.
	 */
	private interface Sender {

		void send() throws Exception;

	}

}
