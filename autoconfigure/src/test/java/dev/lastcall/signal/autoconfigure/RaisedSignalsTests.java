package dev.lastcall.signal.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.test.annotation.DirtiesContext;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.States;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.Sender;
import dev.lastcall.signal.SignalEvent;
import dev.lastcall.signal.context.SignalHandler;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.CoordinatorState;
import dev.lastcall.test.FakeSignalBridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Does what a user does with {@link FakeSignalBridge}.
 */
@SpringBootTest(properties = { "lastcall.signals.quiesce=HUP", "lastcall.signals.resume=WINCH",
		"lastcall.signals.event=USR1", "lastcall.signals.ignore=RTMIN+1" })
@DirtiesContext
@Timeout(60)
class RaisedSignalsTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final PosixSignal WINCH = PosixSignal.named("WINCH").orElseThrow();

	private static final PosixSignal OWN = PosixSignal.numbered(40);

	@Autowired
	private FakeSignalBridge signals;

	@Autowired
	private ConfigurableApplicationContext context;

	@Autowired
	private Coordinator coordinator;

	@Autowired
	private Work work;

	@Autowired
	private Heard heard;

	@BeforeEach
	void forget() {
		this.heard.events.clear();
		this.heard.handled.clear();
	}

	@Test
	void termDrainsAndClosesTheContextAndTellsTheExitCode() throws Exception {
		this.work.take();
		this.signals.raise(PosixSignal.TERM, new Sender(0, 1, 0));
		this.work.awaitBegun();
		assertThat(this.context.isActive()).isTrue();
		assertThat(this.signals.hasExited()).isFalse();
		this.work.finish();
		assertThat(this.signals.exitCode(LIMIT)).isEqualTo(143);
		assertThat(this.context.isActive()).isFalse();
		assertThat(this.coordinator.report()).get()
			.satisfies((report) -> assertThat(report.cause()).isInstanceOfSatisfying(Cause.Signal.class,
					(cause) -> assertThat(cause.sender()).startsWith("process 1 ")));
	}

	@Test
	void secondTermExpedites() throws Exception {
		this.work.take();
		this.signals.raise(PosixSignal.TERM);
		this.work.awaitBegun();
		assertThat(this.coordinator.deadline().orElseThrow().remaining()).isGreaterThan(Duration.ofSeconds(10));
		this.signals.raise(PosixSignal.TERM);
		assertThat(this.coordinator.deadline().orElseThrow().remaining()).isLessThanOrEqualTo(Duration.ofSeconds(5));
		this.work.finish();
		assertThat(this.signals.exitCode(LIMIT)).isEqualTo(143);
	}

	@Test
	void thirdTermHaltsWithTheForcedCode() throws Exception {
		this.work.take();
		this.signals.raise(PosixSignal.TERM);
		this.work.awaitBegun();
		this.signals.raise(PosixSignal.TERM);
		this.signals.raise(PosixSignal.TERM);
		assertThat(this.signals.exitCode(LIMIT)).isEqualTo(124);
		this.work.finish();
	}

	@Test
	void quiesceAndResumeChangeReadiness(@Autowired ApplicationAvailability availability) throws Exception {
		this.signals.raise(PosixSignal.HUP);
		States.await(this.coordinator, CoordinatorState.QUIESCED);
		assertThat(availability.getReadinessState()).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
		this.signals.raise(WINCH);
		States.await(this.coordinator, CoordinatorState.SERVING);
		assertThat(availability.getReadinessState()).isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);
		assertThat(this.coordinator.stage()).isEqualTo(Stage.SERVING);
	}

	@Test
	void eventReachesListenersAndIgnoredSignalsNobody() {
		Sender sender = new Sender(0, 0, 0);
		this.signals.raise(PosixSignal.USR1, sender);
		this.signals.raise(PosixSignal.numbered(35));
		assertThat(this.heard.events).singleElement().satisfies((event) -> {
			assertThat(event.signal()).isEqualTo(PosixSignal.USR1);
			assertThat(event.sender()).contains(sender);
		});
	}

	@Test
	void handlerHearsItsSignalAndNoOther() {
		this.signals.raise(OWN);
		this.signals.raise(PosixSignal.QUIT);
		assertThat(this.heard.handled).extracting(SignalEvent::signal).containsExactly(OWN);
		assertThat(this.heard.events).isEmpty();
	}

	@Test
	void signalsAreListedAndOthersCannotBeRaised() {
		assertThat(this.signals.registered()).containsExactlyInAnyOrder(PosixSignal.TERM, PosixSignal.INT,
				PosixSignal.QUIT, PosixSignal.HUP, WINCH, PosixSignal.USR1, PosixSignal.numbered(35), OWN);
		assertThatIllegalStateException().isThrownBy(() -> this.signals.raise(PosixSignal.numbered(50)))
			.withMessageStartingWith("Nobody is registered for SIGRTMIN+16, only for [");
	}

	@Test
	void signalsAreGivenBackWhenTheContextIsClosed() throws Exception {
		this.context.close();
		Awaitility.await().atMost(LIMIT).until(() -> this.signals.registered().isEmpty());
		assertThatIllegalStateException().isThrownBy(() -> this.signals.exitCode(Duration.ofMillis(1)))
			.withMessage("The process did not end within 1 ms.");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		FakeSignalBridge signals() {
			return new FakeSignalBridge();
		}

		@Bean
		Work work() {
			return new Work();
		}

		@Bean
		Heard heard() {
			return new Heard();
		}

	}

	/**
	 * Work that takes until it is told to be finished.
	 */
	static final class Work implements Drain {

		private final CountDownLatch begun = new CountDownLatch(1);

		private volatile CountDownLatch left = new CountDownLatch(0);

		void take() {
			this.left = new CountDownLatch(1);
		}

		void finish() {
			this.left.countDown();
		}

		void awaitBegun() throws InterruptedException {
			assertThat(this.begun.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}

		@Override
		public String name() {
			return "work";
		}

		@Override
		public Stage stage() {
			return Stage.WORK;
		}

		@Override
		public void drain(DrainContext context) throws InterruptedException {
			this.begun.countDown();
			this.left.await();
		}

		@Override
		public Remaining remaining() {
			return Remaining.of(this.left.getCount());
		}

	}

	static final class Heard implements SignalHandler {

		private final List<SignalEvent> events = new CopyOnWriteArrayList<>();

		private final List<SignalEvent> handled = new CopyOnWriteArrayList<>();

		@EventListener
		void on(SignalEvent event) {
			this.events.add(event);
		}

		@Override
		public PosixSignal signal() {
			return OWN;
		}

		@Override
		public void handle(SignalEvent event) {
			this.handled.add(event);
		}

	}

}
