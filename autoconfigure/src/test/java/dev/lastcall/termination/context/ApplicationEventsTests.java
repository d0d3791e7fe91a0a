package dev.lastcall.termination.context;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.support.GenericApplicationContext;

import dev.lastcall.drain.Stage;
import dev.lastcall.termination.Order;
import dev.lastcall.test.FakeResumableDrain;
import dev.lastcall.test.SteppedTermination;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ApplicationEventsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final GenericApplicationContext context = new GenericApplicationContext();

	private final List<String> heard = new CopyOnWriteArrayList<>();

	private final CountDownLatch hanging = new CountDownLatch(1);

	private final FakeResumableDrain readiness = FakeResumableDrain.in(Stage.ANNOUNCE, "readiness");

	@AfterEach
	void close() {
		this.hanging.countDown();
		this.context.close();
	}

	@Test
	void applicationHearsOfATerminationBeforeItsContextCloses() {
		SteppedTermination termination = start((event) -> {
		});
		CompletableFuture<List<String>> heardAtClose = termination.coordinator()
			.drained()
			.thenApply((drained) -> List.copyOf(this.heard));
		termination.begin().report();
		assertThat(heardAtClose).succeedsWithin(PATIENCE)
			.isEqualTo(List.of("TerminationStartedEvent SIGTERM PT30S", "StageStartedEvent ANNOUNCE",
					"StageStartedEvent LINGER", "StageStartedEvent SOURCES", "StageStartedEvent WORK",
					"StageStartedEvent SINKS", "TerminationDrainedEvent"));
	}

	@Test
	void applicationHearsOfQuiesceAndResume() throws InterruptedException {
		CountDownLatch both = new CountDownLatch(2);
		SteppedTermination termination = start((event) -> both.countDown());
		termination.coordinator().obey(Order.QUIESCE);
		termination.await("Quiesced");
		termination.coordinator().obey(Order.RESUME);
		assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.heard).containsExactly("ApplicationQuiescedEvent", "ApplicationResumedEvent");
		termination.begin().report();
	}

	@Test
	void rehearsalIsNoNewsToTheApplication() throws InterruptedException {
		SteppedTermination termination = start((event) -> {
		});
		termination.coordinator().obey(Order.REHEARSE);
		termination.await("RehearsalEnded");
		termination.begin().report();
		assertThat(this.heard).first().asString().startsWith("TerminationStartedEvent");
	}

	@Test
	void listenerThatThrowsDisturbsNothing(CapturedOutput output) {
		SteppedTermination termination = start((event) -> {
			throw new IllegalStateException("no");
		});
		assertThat(termination.begin().report().isClean()).isTrue();
		assertThat(this.heard).hasSize(7);
		assertThat(output).contains("A listener of the application threw on 'TerminationStartedEvent'")
			.contains("IllegalStateException: no");
	}

	@Test
	void listenerThatHangsHoldsUpNothingButTheCloseAndThatNotForLong(CapturedOutput output) {
		SteppedTermination termination = start((event) -> awaitRelease());
		assertThat(termination.begin().report().isClean()).isTrue();
		assertThat(this.heard).hasSize(1);
		assertThat(termination.coordinator().report().orElseThrow().stages()).hasSize(6);
		assertThat(output).contains("have not returned from their events after 250 ms more");
	}

	private void awaitRelease() {
		try {
			this.hanging.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private SteppedTermination start(Consumer<ApplicationEvent> listener) {
		this.context.addApplicationListener((event) -> {
			String text = describe(event);
			if (!text.startsWith("ContextRefreshed") && !text.startsWith("ContextClosed")) {
				this.heard.add(text);
				listener.accept(event);
			}
		});
		this.context.refresh();
		return SteppedTermination.heardBy(new ApplicationEvents(this.context), this.readiness);
	}

	private static String describe(ApplicationEvent event) {
		String name = event.getClass().getSimpleName();
		if (event instanceof TerminationStartedEvent started) {
			return name + " " + started.getCause().describe() + " " + started.getBudget();
		}
		return (event instanceof StageStartedEvent stage) ? name + " " + stage.getStage() : name;
	}

}
