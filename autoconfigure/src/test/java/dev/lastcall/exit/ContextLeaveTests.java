package dev.lastcall.exit;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Stage;
import dev.lastcall.exit.ExitPolicy.SecondSignal;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalRegistration;
import dev.lastcall.termination.Cause;
import dev.lastcall.test.FakeDrain;
import dev.lastcall.test.SteppedTermination;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contexts that close by themselves in a process that may live on, and contexts that come
 * to one that is leaving.
 */
@Timeout(60)
class ContextLeaveTests {

	private static final ExitPolicy POLICY = new ExitPolicy(OptionalInt.empty(), 124, SecondSignal.EXPEDITE);

	private final SteppedTicker ticker = new SteppedTicker();

	private final FakeJvm jvm = new FakeJvm();

	private final FakeSignalBridge bridge = new FakeSignalBridge();

	private final ProcessExit exit = new ProcessExit(this.jvm, this.ticker);

	private final FakeDrain drain = FakeDrain.in(Stage.WORK, "work").untilReleased();

	private final SteppedTermination one = SteppedTermination.on(this.ticker, this.drain);

	private final SteppedTermination other = SteppedTermination.on(this.ticker);

	@AfterEach
	void release() {
		this.one.close();
		this.other.close();
	}

	@Test
	void signalsAreRegisteredOnceForAllContexts() {
		List<SignalRegistration> first = join(this.one);
		List<SignalRegistration> second = join(this.other);
		assertThat(first).extracting(SignalRegistration::signal).containsExactly(PosixSignal.TERM, PosixSignal.INT);
		assertThat(second).isEqualTo(first);
		assertThat(this.bridge.registered()).containsExactly(PosixSignal.TERM, PosixSignal.INT);
	}

	@Test
	void lastContextThatClosesByItselfGivesTheSignalsBackAndTheProcessLivesOn() throws InterruptedException {
		join(this.one);
		join(this.other);
		closeByItself(this.other);
		this.other.awaitGone();
		assertThat(this.bridge.closed()).isEmpty();
		closeByItself(this.one);
		this.drain.release();
		assertThat(this.bridge.awaitClosed()).isEqualTo(PosixSignal.TERM);
		assertThat(this.bridge.awaitClosed()).isEqualTo(PosixSignal.INT);
		assertThat(this.jvm.ends()).isEmpty();
	}

	@Test
	void contextThatHasLeftIsNotWaitedFor() throws InterruptedException {
		join(this.one);
		join(this.other);
		closeByItself(this.other);
		this.other.awaitGone();
		this.bridge.raise(PosixSignal.TERM);
		assertThat(this.other.report().cause()).isEqualTo(new Cause.ContextClose());
		this.drain.release();
		assertThat(this.jvm.awaitEnd()).isEqualTo("exit 143");
	}

	@Test
	void signalThatComesWhileTheOnlyContextClosesByItselfIsNotLost() throws InterruptedException {
		join(this.one);
		closeByItself(this.one);
		this.drain.awaitBegun();
		this.bridge.raise(PosixSignal.TERM);
		this.ticker.awaitParked("lastcall-halt-guard", Duration.ofSeconds(30).minus(HaltGuard.LAST_WORDS_LEAD));
		assertThat(this.jvm.ends()).isEmpty();
		this.drain.release();
		assertThat(this.jvm.awaitEnd()).isEqualTo("exit 143");
		assertThat(this.one.report().cause()).isEqualTo(new Cause.ContextClose());
	}

	@Test
	void signalThatComesAfterTheLastContextHasLeftExitsAtOnce() throws InterruptedException {
		join(this.other);
		closeByItself(this.other);
		this.bridge.awaitClosed();
		this.bridge.awaitClosed();
		this.bridge.raise(PosixSignal.INT);
		assertThat(this.jvm.awaitEnd()).isEqualTo("exit 130");
	}

	@Test
	void contextThatComesAfterAllHaveLeftRegistersTheSignalsAgain() throws InterruptedException {
		join(this.other);
		closeByItself(this.other);
		this.bridge.awaitClosed();
		this.bridge.awaitClosed();
		join(this.one);
		assertThat(this.bridge.registered()).hasSize(4);
		this.bridge.raise(PosixSignal.TERM);
		this.drain.release();
		assertThat(this.jvm.awaitEnd()).isEqualTo("exit 143");
		assertThat(this.one.report().cause()).isEqualTo(new Cause.Signal("TERM", 15, ""));
	}

	@Test
	void contextThatJoinsWhileTheProcessLeavesBeginsAtOnceAndIsWaitedFor() throws InterruptedException {
		FakeDrain lateDrain = FakeDrain.in(Stage.WORK, "late").untilReleased();
		try (SteppedTermination late = SteppedTermination.on(this.ticker, lateDrain)) {
			join(this.one);
			this.bridge.raise(PosixSignal.TERM);
			join(late);
			lateDrain.awaitBegun();
			this.drain.release();
			this.one.report();
			assertThat(this.jvm.ends()).isEmpty();
			lateDrain.release();
			assertThat(late.report().cause()).isEqualTo(new Cause.Signal("TERM", 15, ""));
			assertThat(this.jvm.awaitEnd()).isEqualTo("exit 143");
		}
	}

	private List<SignalRegistration> join(SteppedTermination termination) {
		return this.exit.join(termination.coordinator(), POLICY, this.bridge,
				List.of(PosixSignal.TERM, PosixSignal.INT));
	}

	private static void closeByItself(SteppedTermination termination) {
		assertThat(termination.coordinator().begin(new Cause.ContextClose())).isTrue();
	}

}
