package dev.lastcall.termination.context;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.test.util.ReflectionTestUtils;

import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;
import dev.lastcall.fixture.Budgets;
import dev.lastcall.fixture.HeldDrain;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.TerminationEvent;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(20)
class FinalLineHandlerTests {

	private final HeldDrain drain = new HeldDrain("held", Stage.WORK);

	private final List<String> order = new CopyOnWriteArrayList<>();

	private final List<Object> handlersOfOthers = List.copyOf(handlers());

	@BeforeEach
	void spareTheLoggingSystem() {
		handlers().clear();
	}

	@AfterEach
	void letGo() throws Exception {
		this.drain.release();
		synchronized (Class.forName("org.springframework.boot.SpringApplicationShutdownHook")) {
			handlers().clear();
			handlers().addAll(this.handlersOfOthers);
		}
	}

	@Test
	void shutdownWaitsForTheEndAndThenStopsWhatWasAddedBefore() throws Exception {
		Coordinator coordinator = coordinator();
		SpringApplication.getShutdownHandlers().add(() -> this.order.add("logging system stops"));
		FinalLineHandler.addFor(coordinator);
		coordinator.begin(new Cause.JvmShutdown());
		this.drain.awaitBegun();
		CompletableFuture<Void> shutdown = CompletableFuture.runAsync(FinalLineHandlerTests::shutDown);
		assertThat(this.order).isEmpty();
		this.drain.release();
		assertThat(shutdown).succeedsWithin(Duration.ofSeconds(10));
		assertThat(this.order).containsExactly("final line", "logging system stops");
	}

	@Test
	void shutdownWithoutTerminationDoesNotWait() {
		FinalLineHandler.addFor(coordinator());
		assertThat(CompletableFuture.runAsync(FinalLineHandlerTests::shutDown)).succeedsWithin(Duration.ofSeconds(5));
	}

	@Test
	void shutdownDoesNotWaitBeyondTheDeadline() throws Exception {
		// On a clock that stands still, the drain is never abandoned.
		Coordinator hanging = new Coordinator(Budgets.of(Duration.ofMillis(300)), List.of(), new SteppedTicker());
		hanging.prepare(List.of(this.drain));
		FinalLineHandler.addFor(hanging);
		hanging.begin(new Cause.JvmShutdown());
		this.drain.awaitBegun();
		assertThat(CompletableFuture.runAsync(FinalLineHandlerTests::shutDown)).succeedsWithin(Duration.ofSeconds(5));
		assertThat(hanging.ended()).isNotDone();
	}

	@Test
	void interruptedShutdownGoesOn() throws Exception {
		Coordinator coordinator = coordinator();
		FinalLineHandler.addFor(coordinator);
		coordinator.begin(new Cause.JvmShutdown());
		this.drain.awaitBegun();
		AtomicBoolean interrupted = new AtomicBoolean();
		CompletableFuture<Void> shutdown = CompletableFuture.runAsync(() -> {
			Thread.currentThread().interrupt();
			shutDown();
			interrupted.set(Thread.interrupted());
		});
		assertThat(shutdown).succeedsWithin(Duration.ofSeconds(5));
		assertThat(interrupted).isTrue();
	}

	@Test
	void handlerGoesWithItsTermination() {
		Coordinator coordinator = coordinator();
		FinalLineHandler.addFor(coordinator);
		assertThat(handlers()).hasSize(1);
		this.drain.release();
		coordinator.begin(new Cause.ContextClose());
		Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(handlers()).isEmpty());
	}

	@Test
	void shutdownDuringStartUpDoesNotFailTheStart() {
		SpringApplication.getShutdownHandlers().add(() -> {
			FinalLineHandler.addFor(coordinator());
			this.order.add("started");
		});
		shutDown();
		assertThat(this.order).containsExactly("started");
	}

	private Coordinator coordinator() {
		Coordinator coordinator = new Coordinator(Budgets.TEN_SECONDS, List.of(this::onEvent), Ticker.system());
		coordinator.prepare(List.of(this.drain));
		return coordinator;
	}

	private void onEvent(TerminationEvent event) {
		if (event instanceof TerminationEvent.TerminationEnded) {
			this.order.add("final line");
		}
	}

	// What the JVM's shutdown hook runs; Spring Boot leaves this door open for tests.
	private static void shutDown() {
		((Runnable) SpringApplication.getShutdownHandlers()).run();
	}

	@SuppressWarnings("unchecked")
	private static Collection<Object> handlers() {
		return (Collection<Object>) ReflectionTestUtils.getField(SpringApplication.getShutdownHandlers(), "actions");
	}

}
