package dev.lastcall.termination;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.Answer.Outcome;
import dev.lastcall.test.EventRecord;
import dev.lastcall.test.FakeResumableDrain;
import dev.lastcall.test.Race;
import dev.lastcall.test.SteppedTermination;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(60)
class OrderTests {

	@Test
	void terminationNeedsACause() {
		assertThatIllegalArgumentException()
			.isThrownBy(
					() -> new Coordinator(SteppedTermination.BUDGET, List.of(), new SteppedTicker()).obey(Order.BEGIN))
			.withMessageContaining("cause");
	}

	@Test
	void orderBeforeThePreparationIsCarriedOutAfterIt() throws InterruptedException {
		EventRecord record = new EventRecord();
		Coordinator other = new Coordinator(SteppedTermination.BUDGET, List.of(record), new SteppedTicker());
		assertThat(other.obey(Order.QUIESCE).outcome()).isEqualTo(Outcome.BEGUN);
		other.prepare(List.of(FakeResumableDrain.in(Stage.ANNOUNCE, "readiness")));
		record.await("Quiesced");
		other.begin(SteppedTermination.TERM);
		assertThat(other.ended()).succeedsWithin(Duration.ofSeconds(10));
	}

	@Test
	void ofOrdersThatRaceTheTerminationAlwaysWinsAndNothingIsCalledTwiceAtATime() throws Exception {
		try (Race race = new Race(4)) {
			for (int i = 0; i < 500; i++) {
				FakeResumableDrain announced = FakeResumableDrain.in(Stage.ANNOUNCE, "readiness");
				EventRecord record = new EventRecord();
				Coordinator other = new Coordinator(SteppedTermination.BUDGET, List.of(record), new SteppedTicker());
				List<Drain> drains = List.of(announced, FakeResumableDrain.in(Stage.LINGER, "linger"));
				race.run(() -> other.obey(Order.QUIESCE), () -> other.obey(Order.REHEARSE), () -> {
					other.prepare(drains);
					other.obey(Order.RESUME);
				}, () -> other.begin(SteppedTermination.TERM));
				assertThat(other.ended()).succeedsWithin(Duration.ofSeconds(10));
				assertThat(other.state()).isEqualTo(CoordinatorState.ENDED);
				assertThat(announced.calls()).doesNotContain("two at the same time");
				assertThat(other.obey(Order.RESUME).outcome()).isEqualTo(Outcome.REFUSED);
				if (!record.linesWith("drain readiness").isEmpty()) {
					assertThat(announced.calls()).last().isEqualTo("drain");
				}
			}
		}
	}

}
