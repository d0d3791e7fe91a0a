package dev.lastcall.signal.context;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.lastcall.drain.Threads;
import dev.lastcall.fixture.FakeLead;
import dev.lastcall.fixture.Log;
import dev.lastcall.fixture.NativeBridge;
import dev.lastcall.fixture.SignalHandlers;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalListener;
import dev.lastcall.signal.SignalPurpose;
import dev.lastcall.signal.SignalRegistration;
import dev.lastcall.signal.SignalTier;
import dev.lastcall.signal.diagnosis.Finding;
import dev.lastcall.signal.diagnosis.Finding.Kind;
import dev.lastcall.signal.diagnosis.Finding.Severity;
import dev.lastcall.signal.handover.TieredSignalBridge;
import dev.lastcall.signal.inspection.SignalInspection;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class SignalWatchTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final Duration PERIOD = Duration.ofSeconds(5);

	private static final PosixSignal WINCH = PosixSignal.named("WINCH").orElseThrow();

	private final Set<Thread> before = Set.copyOf(Threads.live());

	private final SteppedTicker ticker = new SteppedTicker();

	private final NativeBridge signals = new NativeBridge(WINCH);

	private final SignalWatch watch = new SignalWatch(this.signals.bridge(), this.ticker);

	private final SignalInspection inspection = inspection();

	@BeforeEach
	void log() {
		Log.level(LogLevel.INFO);
	}

	@AfterEach
	void stop() {
		this.watch.remove(this.inspection);
		this.signals.close();
		Log.defaultLevel();
	}

	@Test
	void takeOverIsToldOncePerChange(CapturedOutput output) throws Exception {
		this.signals.handOver();
		this.watch.add(this.inspection);
		look(2);
		assertThat(takeOvers(output)).isEmpty();
		SignalHandlers.takeOver("WINCH");
		look(3);
		assertThat(takeOvers(output)).singleElement()
			.asString()
			.startsWith("ERROR Finding 'signal-taken-over': 'rt_sigaction' gives ")
			.contains("libjvm.so", "Find out who installs a handler for WINCH");
		assertThat(this.inspection.lastFindings()).extracting(Finding::kind).contains(Kind.SIGNAL_TAKEN_OVER);
	}

	@Test
	void contextsThatComeAndGoShareOneThreadThatEndsWithTheLast() throws Exception {
		SignalInspection other = inspection();
		this.watch.add(this.inspection);
		this.watch.add(other);
		assertThat(threads()).hasSize(1).allMatch(Thread::isDaemon);
		this.watch.remove(this.inspection);
		look(1);
		assertThat(threads()).hasSize(1);
		this.watch.remove(other);
		Awaitility.await().atMost(LIMIT).until(() -> threads().isEmpty());
		for (int restart = 0; restart < 50; restart++) {
			this.watch.add(this.inspection);
			this.watch.remove(this.inspection);
		}
		Awaitility.await().atMost(LIMIT).until(() -> threads().isEmpty());
		this.watch.add(this.inspection);
		assertThat(threads()).hasSize(1);
	}

	@Test
	void terminationThatIsNotTakenIsToldAndGivenToTheJvm(CapturedOutput output) throws Exception {
		TieredSignalBridge attached = TieredSignalBridge.onJdk();
		this.signals.close();
		try (FakeLead lead = new FakeLead(SignalWatchTests::givesToTheJvm);
				SignalRegistration registration = attached.register(WINCH, SignalLane.EVENT, (event) -> {
				})) {
			assertThat(registration.signal()).isEqualTo(WINCH);
			SignalWatch watch = new SignalWatch(attached, this.ticker);
			SignalInspection inspection = new SignalInspection(attached, Map.of());
			watch.add(inspection);
			look(1);
			watch.remove(inspection);
			assertThat(lead.questions()).contains("escalate");
			assertThat(Log.lines(output, SignalWatch.class)).contains(
					"ERROR A signal that terminates was not taken for N ms, because a listener hangs; it has been given to the JVM, which exits as it does without Last Call.");
		}
	}

	private static Map<String, Object> givesToTheJvm(Map<String, Object> request) {
		boolean registers = "register".equals(request.get("ask"));
		Supplier<String> installed = () -> "INSTALLED";
		Runnable close = () -> {
		};
		return registers ? Map.of("disposition", installed, "close", close) : Map.of("done", true);
	}

	@Test
	void lookThatFailsIsToldOnceAndIsNotTheLast(CapturedOutput output) throws Exception {
		AtomicInteger looks = new AtomicInteger();
		SignalInspection broken = new SignalInspection(new BrokenBridge(looks), Map.of());
		this.watch.add(broken);
		look(3);
		this.watch.remove(broken);
		assertThat(looks).hasValueGreaterThanOrEqualTo(3);
		assertThat(Log.lines(output, SignalWatch.class))
			.containsOnlyOnce("WARN The signals could not be checked; this is said only once.");
	}

	@Test
	void handlerThatTheJvmForgotIsRepairedAndTold(CapturedOutput output) throws Exception {
		this.signals.handOver();
		this.watch.add(this.inspection);
		look(1);
		assertThat(SignalHandlers.isOurs("WINCH")).as("seen by taking it and giving it back").isFalse();
		look(2);
		assertThat(Log.lines(output, SignalWatch.class)).containsOnlyOnce(
				"INFO Other Java code took [SIGWINCH] by 'sun.misc.Signal' and gave it back, which made the JVM forget its handler behind tier 'native'. It is in place again.");
	}

	@Test
	void interruptDoesNotEndTheWatch() throws Exception {
		this.watch.add(this.inspection);
		look(1);
		threads().forEach(Thread::interrupt);
		look(2);
		assertThat(threads()).hasSize(1);
	}

	@Test
	void whatStartUpWarnedOfIsNotToldAgain(CapturedOutput output) {
		Stream.of(Kind.SIGNAL_IGNORED, Kind.REDUCED_SIGNALS, Kind.SHELL_AS_PID_1)
			.forEach((kind) -> SignalWatch
				.tell(new Finding(kind, Severity.ERROR, Optional.empty(), "Seen.", "Change it.")));
		SignalWatch.tell(new Finding(Kind.CANNOT_SEE, Severity.INFO, Optional.empty(), "Seen.", "Nothing."));
		assertThat(Log.ownLines(output, SignalWatch.class))
			.containsExactly("ERROR Finding 'shell-as-pid-1': Seen. Change it.");
	}

	private void look(int times) throws InterruptedException {
		for (int i = 0; i < times; i++) {
			this.ticker.awaitParked("lastcall-signal-watch", PERIOD);
			this.ticker.advance(PERIOD);
		}
		this.ticker.awaitParked("lastcall-signal-watch", PERIOD);
	}

	private List<Thread> threads() {
		return Threads.live()
			.stream()
			.filter((thread) -> !this.before.contains(thread) && thread.getName().equals("lastcall-signal-watch"))
			.toList();
	}

	private static List<String> takeOvers(CapturedOutput output) {
		return Log.lines(output, SignalWatch.class).stream().filter((line) -> line.contains("'signal-taken-")).toList();
	}

	private SignalInspection inspection() {
		return new SignalInspection(this.signals.bridge(), Map.of(WINCH, SignalPurpose.TERMINATE));
	}

	/**
	 * Cannot be looked at.
	 *
	 * @param looks how often it was tried
	 */
	private record BrokenBridge(AtomicInteger looks) implements SignalBridge {

		@Override
		public SignalTier tier() {
			return SignalTier.JDK;
		}

		@Override
		public SignalRegistration register(PosixSignal signal, SignalLane lane, SignalListener listener) {
			throw new UnsupportedOperationException();
		}

		@Override
		public List<SignalRegistration> registrations() {
			this.looks.incrementAndGet();
			throw new IllegalStateException("as if");
		}

	}

}
