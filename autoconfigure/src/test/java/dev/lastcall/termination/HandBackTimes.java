package dev.lastcall.termination;

import java.time.Duration;
import java.util.stream.Stream;

import dev.lastcall.drain.Stage;
import dev.lastcall.termination.TerminationEvent.DrainHandBackBegan;
import dev.lastcall.test.FakeDrain;
import dev.lastcall.test.SteppedTermination;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The times at which a drain of WORK that can hand back does so: it has 3 s of the
 * stage's 19 s for it, is cancelled at 14 s, interrupted at 15 s, and hands back from 16
 * s on, until 19 s.
 */
final class HandBackTimes {

	static final Budget BUDGET = new Budget(Duration.ofSeconds(30), Duration.ofSeconds(4), Duration.ofSeconds(6),
			Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(6), Duration.ZERO, Duration.ofSeconds(3),
			Duration.ZERO);

	static final Duration CANCEL = Duration.ofSeconds(14);

	static final Duration INTERRUPT = Duration.ofSeconds(15);

	static final Duration HAND_BACK = Duration.ofSeconds(16);

	static final Duration ABANDON = Duration.ofSeconds(19);

	private HandBackTimes() {
	}

	static SteppedTermination begin(FakeDrain... drains) throws InterruptedException {
		SteppedTermination termination = SteppedTermination.within(BUDGET, drains).begin();
		drains[0].awaitBegun();
		boolean handsBack = Stream.of(drains)
			.anyMatch((drain) -> drain.stage() == Stage.WORK && drain.handBack().isPresent());
		termination.awaitWaiting(handsBack ? CANCEL : Duration.ofSeconds(17));
		return termination;
	}

	static void pressUntilHandBack(SteppedTermination termination) throws InterruptedException {
		termination.stepTo(CANCEL);
		termination.await("drain mail cancelled");
		termination.awaitWaiting(Duration.ofSeconds(1));
		termination.stepTo(INTERRUPT);
		termination.await("drain mail interrupted");
		termination.awaitWaiting(Duration.ofSeconds(1));
		termination.stepTo(HAND_BACK.minus(SteppedTermination.NANO));
		termination.awaitWaiting(SteppedTermination.NANO);
		assertThat(termination.record().all(DrainHandBackBegan.class)).isEmpty();
		termination.stepTo(HAND_BACK);
	}

}
