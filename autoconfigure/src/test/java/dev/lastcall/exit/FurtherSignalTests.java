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
import dev.lastcall.termination.TerminationEvent.TerminationExpedited;
import dev.lastcall.test.FakeDrain;
import dev.lastcall.test.SteppedTermination;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the second signal of a termination does, and the third.
 */
@Timeout(60)
class FurtherSignalTests {

	private static final Duration LEAD = HaltGuard.LAST_WORDS_LEAD;

	private final SteppedTicker ticker = new SteppedTicker();

	private final FakeJvm jvm = new FakeJvm();

	private final FakeSignalBridge bridge = new FakeSignalBridge();

	private final ProcessExit exit = new ProcessExit(this.jvm, this.ticker);

	private final FakeDrain drain = FakeDrain.in(Stage.WORK, "work").stubborn();

	private final SteppedTermination termination = SteppedTermination.on(this.ticker, this.drain);

	@AfterEach
	void release() {
		this.termination.close();
	}

	@Test
	void secondSignalExpeditesAndShortensTheGuardsDeadline() throws InterruptedException {
		begin(SecondSignal.EXPEDITE);
		this.ticker.advance(Duration.ofSeconds(5));
		this.bridge.raise(PosixSignal.TERM);
		assertThat(this.termination.record().all(TerminationExpedited.class)).hasSize(1);
		awaitGuard(Duration.ofSeconds(6).minus(LEAD));
		this.termination.awaitWaiting(Duration.ofMillis(3400));
	}

	@Test
	void thirdSignalHaltsAfterTheLastWords() throws InterruptedException {
		begin(SecondSignal.EXPEDITE);
		this.bridge.raise(PosixSignal.INT);
		awaitGuard(Duration.ofSeconds(6).minus(LEAD));
		this.bridge.raise(PosixSignal.TERM);
		awaitGuard(LEAD);
		this.termination.await("TerminationForced");
		this.ticker.advance(LEAD.minus(SteppedTermination.NANO));
		awaitGuard(SteppedTermination.NANO);
		assertThat(this.jvm.ends()).isEmpty();
		this.ticker.advance(SteppedTermination.NANO);
		assertThat(this.jvm.awaitEnd()).isEqualTo("halt 124");
	}

	@Test
	void secondSignalHaltsIfThePolicySaysSo() throws InterruptedException {
		begin(SecondSignal.HALT);
		this.bridge.raise(PosixSignal.TERM);
		awaitGuard(LEAD);
		this.termination.await("TerminationForced");
		this.ticker.advance(LEAD);
		assertThat(this.jvm.awaitEnd()).isEqualTo("halt 124");
		assertThat(this.termination.record().all(TerminationExpedited.class)).isEmpty();
	}

	@Test
	void furtherSignalsAreIgnoredIfThePolicySaysSo() throws InterruptedException {
		begin(SecondSignal.IGNORE);
		this.ticker.advance(Duration.ofSeconds(1));
		this.bridge.raise(PosixSignal.TERM);
		this.bridge.raise(PosixSignal.TERM);
		awaitGuard(Duration.ofSeconds(29).minus(LEAD));
		this.drain.release();
		assertThat(this.jvm.awaitEnd()).isEqualTo("exit 143");
		assertThat(this.termination.record().linesWith("Termination")).containsExactly("TerminationBegan",
				"TerminationEnded");
	}

	@Test
	void secondSignalReachesEveryContext() throws InterruptedException {
		FakeDrain otherDrain = FakeDrain.in(Stage.WORK, "other").stubborn();
		try (SteppedTermination other = SteppedTermination.on(this.ticker, otherDrain)) {
			join(other, SecondSignal.EXPEDITE);
			begin(SecondSignal.EXPEDITE);
			this.bridge.raise(PosixSignal.TERM);
			assertThat(other.record().all(TerminationExpedited.class)).hasSize(1);
			assertThat(this.termination.record().all(TerminationExpedited.class)).hasSize(1);
		}
	}

	@Test
	void drainThatThrowsWhenItsLingeringIsCutShortDoesNotKeepTheGuardFromHearing() throws InterruptedException {
		FakeDrain faulty = FakeDrain.in(Stage.LINGER, "linger");
		faulty.doing((context) -> {
			context.onCancel((reason) -> {
				throw new IllegalStateException("no");
			});
			this.drain.drain(context);
		});
		try (SteppedTermination lingering = SteppedTermination.on(this.ticker, faulty)) {
			join(lingering, SecondSignal.EXPEDITE);
			this.bridge.raise(PosixSignal.TERM);
			this.drain.awaitBegun();
			lingering.awaitWaiting(Duration.ofSeconds(17));
			awaitGuard(Duration.ofSeconds(30).minus(LEAD));
			this.bridge.raise(PosixSignal.TERM);
			awaitGuard(Duration.ofSeconds(6).minus(LEAD));
			lingering.await("failed: onCancel of drain 'linger', java.lang.IllegalStateException: no");
		}
	}

	private void begin(SecondSignal secondSignal) throws InterruptedException {
		join(this.termination, secondSignal);
		this.bridge.raise(PosixSignal.TERM);
		this.drain.awaitBegun();
		this.termination.awaitWaiting(Duration.ofSeconds(17));
		awaitGuard(Duration.ofSeconds(30).minus(LEAD));
	}

	private void join(SteppedTermination termination, SecondSignal secondSignal) {
		this.exit.join(termination.coordinator(), new ExitPolicy(OptionalInt.empty(), 124, secondSignal), this.bridge,
				List.of(PosixSignal.TERM, PosixSignal.INT));
	}

	private void awaitGuard(Duration left) throws InterruptedException {
		this.ticker.awaitParked("lastcall-halt-guard", left);
	}

}
