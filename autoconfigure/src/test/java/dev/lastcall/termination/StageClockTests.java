package dev.lastcall.termination;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;
import dev.lastcall.test.Race;
import dev.lastcall.test.SteppedTermination;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class StageClockTests {

	private final SteppedTicker ticker = new SteppedTicker();

	private final StageClock clock = new StageClock(SteppedTermination.BUDGET, this.ticker);

	@Test
	void clockRunsFromTheTimeItWasMade() {
		this.ticker.advance(Duration.ofSeconds(3));
		assertThat(this.clock.deadline().remaining()).isEqualTo(Duration.ofSeconds(27));
		assertThat(this.clock.enter(Stage.WORK).remaining()).isEqualTo(Duration.ofSeconds(16));
	}

	@Test
	void onlyAHurryingTerminationSkipsLingerAndNothingElse() {
		assertThat(this.clock.skips(Stage.LINGER)).isFalse();
		this.clock.expedite();
		assertThat(this.clock.skips(Stage.LINGER)).isTrue();
		assertThat(this.clock.skips(Stage.ANNOUNCE)).isFalse();
		assertThat(this.clock.skips(Stage.WORK)).isFalse();
	}

	@Test
	void onlyTheFirstHurryCounts() {
		assertThat(this.clock.expedite()).contains(Duration.ofSeconds(6));
		assertThat(this.clock.expedite()).isEmpty();
		assertThat(this.clock.cancelGrace()).isEqualTo(Duration.ofMillis(400));
	}

	@Test
	void stageThatIsEnteredWhileTheTerminationIsExpeditedKeepsTheScaledReserves() throws Exception {
		try (Race race = new Race(2)) {
			for (int i = 0; i < 20_000; i++) {
				StageClock clock = new StageClock(SteppedTermination.BUDGET, this.ticker);
				AtomicReference<DrainContext> work = new AtomicReference<>();
				race.run(() -> work.set(clock.enter(Stage.WORK)), clock::expedite);
				assertThat(work.get().remaining()).isEqualTo(Duration.ofMillis(3800));
			}
		}
	}

}
