package dev.lastcall.exit;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Deadline;
import dev.lastcall.exit.ExitPolicy.SecondSignal;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.ProcessDeadline;
import dev.lastcall.termination.Cause;
import dev.lastcall.test.SteppedTermination;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A guard whose deadline the kernel keeps too.
 */
@Timeout(60)
class KernelBackedHaltGuardTests {

	private static final String NOTHING = "grant no end";

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final SteppedTicker ticker = new SteppedTicker();

	private final FakeJvm jvm = new FakeJvm();

	private final FakeSignalBridge bridge = new FakeSignalBridge();

	private final ProcessDeadline kernel = this.bridge.deadline();

	private final CountDownLatch spoken = new CountDownLatch(1);

	private final HaltGuard guard = new HaltGuard(this.jvm, this.ticker, this.spoken::countDown);

	private final long now = this.ticker.nanos() / 1_000_000;

	@AfterEach
	void stop() {
		this.guard.stop();
	}

	@Test
	void kernelHearsWhatTheNextSignalIsGranted() {
		this.guard.expect(List.of(), this.kernel);
		assertThat(this.bridge.deadlines()).containsExactly(NOTHING);
	}

	@Test
	void kernelHearsOfTheEarliestDeadlineAndTheExitCode() {
		this.guard.expect(List.of(), this.kernel);
		arm(Duration.ofSeconds(5), 9);
		arm(SECOND, 9);
		arm(Duration.ofSeconds(7), 9);
		assertThat(this.bridge.deadlines()).containsExactly(NOTHING, end(5000), end(1000), end(1000));
	}

	@Test
	void kernelHearsOfItOnceMoreBeforeTheLastWords() throws InterruptedException {
		this.guard.start();
		arm(SECOND, 9);
		this.guard.expect(List.of(), this.kernel);
		this.ticker.awaitParked("lastcall-halt-guard", SECOND.minus(HaltGuard.LAST_WORDS_LEAD));
		this.ticker.advance(SECOND.minus(HaltGuard.LAST_WORDS_LEAD));
		assertThat(this.spoken.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.bridge.deadlines()).containsExactly(NOTHING, end(1000));
	}

	@Test
	void stopTakesTheKernelsDeadlineBack() {
		this.guard.expect(List.of(), this.kernel);
		arm(SECOND, 9);
		this.guard.stop();
		assertThat(this.bridge.deadlines()).containsExactly(NOTHING, end(1000), "never end");
	}

	@Test
	void bridgeThatFailsDoesNotKeepTheGuardFromHalting() throws InterruptedException {
		this.guard.expect(List.of(), new BrokenDeadline());
		this.guard.start();
		arm(SECOND, 9);
		this.ticker.awaitParked("lastcall-halt-guard", SECOND.minus(HaltGuard.LAST_WORDS_LEAD));
		this.ticker.advance(SECOND.minus(HaltGuard.LAST_WORDS_LEAD));
		assertThat(this.spoken.await(10, TimeUnit.SECONDS)).isTrue();
		this.ticker.awaitParked("lastcall-halt-guard", HaltGuard.LAST_WORDS_LEAD);
		this.ticker.advance(HaltGuard.LAST_WORDS_LEAD);
		assertThat(this.jvm.awaitEnd()).isEqualTo("halt 9");
	}

	@Test
	void kernelAndGuardCountTheBudgetFromTheArrivalOfTheSignal() throws InterruptedException {
		ProcessExit exit = new ProcessExit(this.jvm, this.ticker);
		try (SteppedTermination termination = SteppedTermination.on(this.ticker)) {
			exit.join(termination.coordinator(), new ExitPolicy(OptionalInt.empty(), 9, SecondSignal.EXPEDITE),
					this.bridge, List.of(PosixSignal.TERM));
			exit.onAlert(PosixSignal.TERM.number(), this.ticker.nanos() - SECOND.toNanos());
			this.ticker.awaitParked("lastcall-halt-guard", Duration.ofSeconds(29).minus(HaltGuard.LAST_WORDS_LEAD));
			assertThat(this.bridge.deadlines()).containsExactly("grant 30000 ms or 9", end(29_000));
		}
	}

	@Test
	void signalThatIsAlertedWithoutAnApplicationDoesNotArmTheGuard() {
		this.guard.expect(List.of(), this.kernel);
		this.guard.alert(this.ticker.nanos());
		assertThat(this.bridge.deadlines()).containsExactly(NOTHING);
	}

	@Test
	void budgetIsTakenBackWithTheLastApplication() throws InterruptedException {
		ProcessExit exit = new ProcessExit(this.jvm, this.ticker);
		try (SteppedTermination termination = SteppedTermination.on(this.ticker)) {
			exit.join(termination.coordinator(), new ExitPolicy(OptionalInt.empty(), 9, SecondSignal.EXPEDITE),
					this.bridge, List.of(PosixSignal.TERM));
			termination.coordinator().begin(new Cause.ContextClose());
			assertThat(this.bridge.awaitClosed()).isEqualTo(PosixSignal.TERM);
			assertThat(this.bridge.deadlines()).containsExactly("grant 30000 ms or 9", NOTHING);
		}
	}

	private void arm(Duration left, int code) {
		this.guard.arm(Deadline.after(left, this.ticker), code);
	}

	private String end(long millis) {
		return "end at %d ms with 9".formatted(this.now + millis);
	}

	/**
	 * {@link ProcessDeadline} that cannot reach the kernel.
	 */
	private static final class BrokenDeadline implements ProcessDeadline {

		@Override
		public void grant(long budget, int code) {
			// That works.
		}

		@Override
		public boolean arm(long end, int code) {
			throw new UnsatisfiedLinkError("as if");
		}

		@Override
		public void disarm() {
			// Nothing is armed.
		}

	}

}
