package dev.lastcall.exit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Stage;
import dev.lastcall.exit.ExitPolicy.SecondSignal;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalRegistration;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.TerminationEvent.TerminationForced;
import dev.lastcall.termination.ThreadStack;
import dev.lastcall.test.FakeDrain;
import dev.lastcall.test.Race;
import dev.lastcall.test.SteppedTermination;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ProcessExitTests {

	private static final ExitPolicy POLICY = new ExitPolicy(OptionalInt.empty(), 124, SecondSignal.EXPEDITE);

	private final SteppedTicker ticker = new SteppedTicker();

	private final FakeJvm jvm = new FakeJvm();

	private final FakeSignalBridge bridge = new FakeSignalBridge();

	private final ProcessExit exit = new ProcessExit(this.jvm, this.ticker);

	private final FakeDrain drainOfOne = FakeDrain.in(Stage.WORK, "one").untilReleased();

	private final FakeDrain drainOfOther = FakeDrain.in(Stage.WORK, "other").untilReleased();

	private final SteppedTermination one = SteppedTermination.on(this.ticker, this.drainOfOne);

	private final SteppedTermination other = SteppedTermination.on(this.ticker, this.drainOfOther);

	@AfterEach
	void release() {
		this.one.close();
		this.other.close();
	}

	@Test
	void signalBeginsEveryCoordinatorAndTheProcessExitsWhenTheLastHasEnded() throws InterruptedException {
		join(this.one, POLICY);
		join(this.other, POLICY);
		this.bridge.raise(PosixSignal.TERM);
		this.drainOfOne.release();
		assertThat(this.one.report().cause()).isEqualTo(new Cause.Signal("TERM", 15, ""));
		this.drainOfOther.awaitBegun();
		assertThat(this.jvm.ends()).isEmpty();
		this.drainOfOther.release();
		assertThat(this.other.report().cause()).isEqualTo(new Cause.Signal("TERM", 15, ""));
		assertThat(this.jvm.awaitEnd()).isEqualTo("exit 143");
		assertThat(this.jvm.ends()).isEmpty();
	}

	@Test
	void coordinatorsThatEndAtTheSameTimeExitOnce() throws Exception {
		try (Race race = new Race(2)) {
			for (int i = 0; i < 200; i++) {
				ProcessExit exit = new ProcessExit(this.jvm, this.ticker);
				FakeDrain a = FakeDrain.in(Stage.CLOSE, "a").untilReleased();
				FakeDrain b = FakeDrain.in(Stage.CLOSE, "b").untilReleased();
				for (FakeDrain drain : List.of(a, b)) {
					exit.join(SteppedTermination.on(this.ticker, drain).coordinator(), POLICY, this.bridge,
							List.of(PosixSignal.TERM));
				}
				this.bridge.raise(PosixSignal.TERM);
				a.awaitBegun();
				b.awaitBegun();
				race.run(a::release, b::release);
				assertThat(this.jvm.awaitEnd()).isEqualTo("exit 143");
			}
			assertThat(this.jvm.ends()).isEmpty();
		}
	}

	@Test
	void exitCodeStandsForTheFirstSignal() throws InterruptedException {
		join(this.one, POLICY);
		this.bridge.raise(PosixSignal.INT);
		this.bridge.raise(PosixSignal.TERM);
		this.drainOfOne.release();
		assertThat(this.jvm.awaitEnd()).isEqualTo("exit 130");
	}

	@Test
	void exitCodeIsTheConfiguredOneOfTheFirstThatJoined() throws InterruptedException {
		join(this.one, new ExitPolicy(OptionalInt.of(0), 1, SecondSignal.EXPEDITE));
		join(this.other, new ExitPolicy(OptionalInt.of(7), 2, SecondSignal.EXPEDITE));
		this.bridge.raise(PosixSignal.TERM);
		this.drainOfOne.release();
		this.drainOfOther.release();
		assertThat(this.jvm.awaitEnd()).isEqualTo("exit 0");
	}

	@Test
	void exitCodeIsTheForcedOneIfAnythingWasCutOffAnywhere() throws InterruptedException {
		this.drainOfOther.doing((context) -> {
			throw new IllegalStateException("no");
		});
		join(this.one, POLICY);
		join(this.other, POLICY);
		this.bridge.raise(PosixSignal.TERM);
		this.drainOfOne.release();
		assertThat(this.jvm.awaitEnd()).isEqualTo("exit 124");
	}

	@Test
	void processWhoseContextCouldNotCloseIsHaltedAndDoesNotRunItsShutdownHooks() throws InterruptedException {
		FakeDrain close = FakeDrain.in(Stage.CLOSE, "context").stubborn();
		try (SteppedTermination stuck = SteppedTermination.on(this.ticker, close)) {
			join(stuck, POLICY);
			this.bridge.raise(PosixSignal.TERM);
			close.awaitBegun();
			stuck.awaitWaiting(Duration.ofSeconds(27));
			this.ticker.advance(Duration.ofSeconds(29));
			stuck.report();
			assertThat(this.jvm.awaitEnd()).isEqualTo("halt 124");
			assertThat(this.jvm.ends()).isEmpty();
		}
	}

	@Test
	void processWhoseCoordinatorHangsIsHaltedAtTheBudgetAfterItsLastWords() throws InterruptedException {
		CountDownLatch hanging = new CountDownLatch(1);
		FakeDrain blocking = FakeDrain.in(Stage.WORK, "blocking").handingBack(() -> {
			hanging.countDown();
			this.drainOfOne.awaitReleased();
			return Optional.empty();
		});
		try (SteppedTermination stuck = SteppedTermination.on(this.ticker, blocking)) {
			join(stuck, POLICY);
			this.bridge.raise(PosixSignal.TERM);
			assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
			awaitGuard(Duration.ofSeconds(30).minus(HaltGuard.LAST_WORDS_LEAD));
			this.ticker.advance(Duration.ofSeconds(30).minus(HaltGuard.LAST_WORDS_LEAD));
			TerminationForced forced = stuck.record().await(TerminationForced.class, (event) -> true);
			assertThat(forced.stacks()).extracting(ThreadStack::thread).contains("main");
			awaitGuard(HaltGuard.LAST_WORDS_LEAD);
			assertThat(this.jvm.ends()).isEmpty();
			this.ticker.advance(HaltGuard.LAST_WORDS_LEAD);
			assertThat(this.jvm.awaitEnd()).isEqualTo("halt 124");
		}
	}

	@Test
	void guardIsStartedAndHookedIntoTheJvmOnceForAll() throws InterruptedException {
		join(this.one, POLICY);
		join(this.other, POLICY);
		assertThat(this.jvm.hooks()).isEqualTo(1);
		this.ticker.awaitParked("lastcall-halt-guard");
	}

	@Test
	void shutdownOfTheJvmArmsTheGuardAndBeginsEveryTermination() throws InterruptedException {
		join(this.one, POLICY);
		this.ticker.advance(Duration.ofSeconds(100));
		this.jvm.shutDown();
		awaitGuard(Duration.ofSeconds(30).minus(HaltGuard.LAST_WORDS_LEAD));
		assertThat(this.one.coordinator().deadline()).isPresent();
		this.ticker.advance(Duration.ofSeconds(30));
		assertThat(this.jvm.awaitEnd()).isEqualTo("halt 124");
	}

	@Test
	void shutdownOfTheJvmDuringATerminationDoesNotLengthenIt() throws InterruptedException {
		join(this.one, POLICY);
		this.bridge.raise(PosixSignal.TERM);
		awaitGuard(Duration.ofSeconds(30).minus(HaltGuard.LAST_WORDS_LEAD));
		this.ticker.advance(Duration.ofSeconds(10));
		this.jvm.shutDown();
		awaitGuard(Duration.ofSeconds(20).minus(HaltGuard.LAST_WORDS_LEAD));
	}

	@Test
	void shutdownOfTheJvmAfterAllContextsHaveLeftArmsNothing() throws InterruptedException {
		join(this.one, POLICY);
		this.one.coordinator().begin(new Cause.ContextClose());
		this.drainOfOne.releaseAndJoin();
		this.one.report();
		this.bridge.awaitClosed();
		this.jvm.shutDown();
		this.ticker.advance(Duration.ofHours(1));
		// Had it been armed, it would not wait for this one.
		join(this.other, POLICY);
		this.bridge.raise(PosixSignal.TERM);
		awaitGuard(Duration.ofSeconds(30).minus(HaltGuard.LAST_WORDS_LEAD));
		assertThat(this.jvm.ends()).isEmpty();
	}

	@Test
	void earliestDeadlineOfSeveralContextsHoldsForTheProcess() throws InterruptedException {
		join(this.one, POLICY);
		join(this.other, POLICY);
		this.one.coordinator().begin(new Cause.ContextClose());
		this.drainOfOne.awaitBegun();
		this.one.awaitWaiting(Duration.ofSeconds(17));
		this.ticker.advance(Duration.ofSeconds(12));
		this.bridge.raise(PosixSignal.TERM);
		awaitGuard(Duration.ofSeconds(18).minus(HaltGuard.LAST_WORDS_LEAD));
	}

	private List<SignalRegistration> join(SteppedTermination termination, ExitPolicy policy) {
		return this.exit.join(termination.coordinator(), policy, this.bridge,
				List.of(PosixSignal.TERM, PosixSignal.INT));
	}

	private void awaitGuard(Duration left) throws InterruptedException {
		this.ticker.awaitParked("lastcall-halt-guard", left);
	}

}
