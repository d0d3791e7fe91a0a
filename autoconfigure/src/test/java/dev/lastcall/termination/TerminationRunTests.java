package dev.lastcall.termination;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.TerminationEvent.PartFailed;
import dev.lastcall.test.EventRecord;
import dev.lastcall.test.SteppedTermination;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TerminationRun}.
 */
@Timeout(60)
class TerminationRunTests {

	private final SteppedTicker ticker = new SteppedTicker();

	private final EventRecord record = new EventRecord();

	private final Means means = new Means(SteppedTermination.BUDGET, this.ticker,
			new Events(this.record, List.of(), this.ticker), new WakeableThread("test", () -> {
			}, this.ticker));

	@Test
	void stageWhoseDrainsCannotBeFoundIsToldAndTheContextStillCloses() {
		TerminationRun run = new TerminationRun(SteppedTermination.TERM, this.means, new Journal(this.ticker),
				this::drainsOf, () -> {
				});
		run.run();
		assertThat(this.record.all(PartFailed.class)).extracting(PartFailed::where).containsExactly("stage 'work'");
		assertThat(this.record.lines()).contains("stage close began", "TerminationEnded");
	}

	private List<Drain> drainsOf(Stage stage) {
		if (stage == Stage.WORK) {
			throw new IllegalStateException("broken");
		}
		return List.of();
	}

}
