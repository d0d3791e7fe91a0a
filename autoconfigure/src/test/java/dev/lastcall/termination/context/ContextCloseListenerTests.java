package dev.lastcall.termination.context;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.test.util.ReflectionTestUtils;

import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.Budgets;
import dev.lastcall.fixture.Closing;
import dev.lastcall.fixture.HeldDrain;
import dev.lastcall.fixture.LivingJvm;
import dev.lastcall.fixture.Log;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ContextCloseListenerTests {

	private final HeldDrain drain = new HeldDrain("held", Stage.WORK);

	private final SteppedTicker ticker = new SteppedTicker();

	private final Coordinator coordinator = new Coordinator(Budgets.TEN_SECONDS, List.of(), this.ticker);

	private final GenericApplicationContext context = new GenericApplicationContext();

	@BeforeEach
	void prepare() {
		this.coordinator.prepare(List.of(this.drain));
	}

	@AfterEach
	void letGo() {
		this.drain.release();
		this.context.close();
	}

	@Test
	void closingThreadWaitsForDrainsBeforeAnybodyElseHearsOfIt() throws Exception {
		HeldDrain later = new HeldDrain("hears later", Stage.CLOSE);
		this.context.addApplicationListener((ContextClosedEvent event) -> later.release());
		start(this.coordinator, false);
		Closing closing = Closing.of(this.context);
		this.drain.awaitBegun();
		assertThat(later.remaining().isNothing()).isFalse();
		assertThat(this.context.isActive()).isTrue();
		this.drain.release();
		closing.awaitEnd();
		assertThat(later.remaining().isNothing()).isTrue();
		assertThat(this.context.isActive()).isFalse();
	}

	@Test
	void listenerComesFirst() {
		assertThat(listener(this.coordinator, false).getOrder()).isEqualTo(Ordered.HIGHEST_PRECEDENCE);
	}

	@Test
	void closingThreadWaitsForATimeAndIsNotTakenForStuck() throws Exception {
		start(this.coordinator, false);
		Closing closing = Closing.of(this.context);
		this.drain.awaitBegun();
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> closing.thread().getState() == Thread.State.TIMED_WAITING);
		this.drain.release();
		closing.awaitEnd();
	}

	@Test
	void parentIsNotDrainedWhenItsChildCloses() {
		start(this.coordinator, false);
		GenericApplicationContext child = new GenericApplicationContext(this.context);
		child.refresh();
		child.close();
		assertThat(this.coordinator.deadline()).isEmpty();
		assertThat(this.coordinator.stage()).isEqualTo(Stage.SERVING);
	}

	@Test
	void causeIsTheClosingOfTheContext() {
		assertThat(causeOfClosing(false)).isEqualTo("the closing of the application context");
	}

	@Test
	void causeIsTheShutdownOfTheJvmIfItHasBegun() {
		assertThat(causeOfClosing(true)).isEqualTo("the shutdown of the JVM");
	}

	private String causeOfClosing(boolean shuttingDown) {
		this.drain.release();
		start(this.coordinator, shuttingDown);
		this.context.close();
		return this.coordinator.report().orElseThrow().cause().describe();
	}

	@Test
	void interruptedThreadStillWaits() throws Exception {
		start(this.coordinator, false);
		Closing closing = Closing.of(this.context);
		this.drain.awaitBegun();
		closing.thread().interrupt();
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> !closing.thread().isInterrupted() && closing.thread().getState() == Thread.State.TIMED_WAITING
					|| !this.context.isActive());
		assertThat(this.context.isActive()).isTrue();
		this.drain.release();
		closing.awaitEnd();
	}

	@Test
	@Timeout(10)
	void closingThreadGivesUpOnACoordinatorThatHangs(CapturedOutput output) {
		Coordinator hanging = new Coordinator(Budgets.of(Duration.ofMillis(1)), List.of(), this.ticker);
		hanging.prepare(List.of(this.drain));
		start(hanging, false);
		this.context.close();
		assertThat(hanging.drained()).isNotDone();
		assertThat(Log.lines(output, ContextCloseListener.class))
			.containsExactly("ERROR The application has not drained within its budget; the context closes now.");
	}

	@Test
	void shutdownPhaseMayTakeHalfOfWhatIsLeft() {
		this.drain.release();
		DefaultLifecycleProcessor processor = closeWith(new DefaultLifecycleProcessor());
		assertThat(timeoutOf(processor)).isEqualTo((10_000 - 100) / 2);
	}

	@Test
	void shutdownPhaseMayTakeNoTimeWhenNoneIsLeft() {
		ContextCloseListener listener = start(this.coordinator, false);
		Thread.currentThread().interrupt();
		listener.onApplicationEvent(new ContextClosedEvent(this.context));
		assertThat(Thread.interrupted()).isTrue();
		this.ticker.advance(Duration.ofMillis(9_950));
		listener.onApplicationEvent(new ContextClosedEvent(this.context));
		assertThat(timeoutOf(this.context.getBean(DefaultLifecycleProcessor.class))).isZero();
	}

	@Test
	void phasesOfAChildThatIsClosedOnTheWayAreBounded() {
		this.drain.release();
		start(this.coordinator, false);
		GenericApplicationContext child = new GenericApplicationContext(this.context);
		child.refresh();
		DefaultLifecycleProcessor processor = child.getBean(DefaultLifecycleProcessor.class);
		this.context.addApplicationListener((ContextClosedEvent event) -> {
			if (event.getApplicationContext() == this.context) {
				child.close();
			}
		});
		this.context.close();
		assertThat(timeoutOf(processor)).isEqualTo(4_950);
	}

	@Test
	void phasesOfAChildThatClosesAloneAreItsOwn() {
		start(this.coordinator, false);
		GenericApplicationContext child = new GenericApplicationContext(this.context);
		child.refresh();
		DefaultLifecycleProcessor processor = child.getBean(DefaultLifecycleProcessor.class);
		child.close();
		assertThat(timeoutOf(processor)).isEqualTo(10_000);
	}

	@Test
	void lifecycleProcessorOfAnotherKindIsLeftAlone(CapturedOutput output) {
		this.drain.release();
		closeWith(new PlainLifecycleProcessor());
		assertThat(this.context.isActive()).isFalse();
		assertThat(output).doesNotContain("Exception");
	}

	private <T extends LifecycleProcessor> T closeWith(T processor) {
		this.context.registerBean("lifecycleProcessor", LifecycleProcessor.class, () -> processor);
		start(this.coordinator, false);
		this.context.close();
		return processor;
	}

	private static long timeoutOf(DefaultLifecycleProcessor processor) {
		return (long) ReflectionTestUtils.getField(processor, "timeoutPerShutdownPhase");
	}

	private ContextCloseListener start(Coordinator coordinator, boolean shuttingDown) {
		ContextCloseListener listener = listener(coordinator, shuttingDown);
		this.context.addApplicationListener(listener);
		this.context.refresh();
		return listener;
	}

	private ContextCloseListener listener(Coordinator coordinator, boolean shuttingDown) {
		return new ContextCloseListener(this.context, coordinator, new LivingJvm(shuttingDown), false);
	}

	private static final class PlainLifecycleProcessor implements LifecycleProcessor {

		@Override
		public void onRefresh() {
			// Nothing to do.
		}

		@Override
		public void onClose() {
			// Nothing to do.
		}

		@Override
		public void start() {
			// Nothing to do.
		}

		@Override
		public void stop() {
			// Nothing to do.
		}

		@Override
		public boolean isRunning() {
			return false;
		}

	}

}
