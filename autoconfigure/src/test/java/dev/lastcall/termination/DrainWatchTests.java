package dev.lastcall.termination;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.TerminationEvent.DrainFellBehind;
import dev.lastcall.test.FakeDrain;
import dev.lastcall.test.SteppedTermination;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The watch looks every 250 ms, predicts from the fifth look on, and is believed when it
 * has said the same three times: at 1.5 s at the earliest.
 */
@Timeout(60)
class DrainWatchTests {

	private static final String WATCH = "lastcall-drain-watch";

	private final AtomicLong items = new AtomicLong();

	private final FakeDrain drain = FakeDrain.in(Stage.WORK, "mail")
		.untilReleased()
		.leaving(() -> Remaining.of(this.items.get()));

	@Test
	void drainThatIsTooSlowIsToldOnceAndNotBeforeItIsSteady() throws InterruptedException {
		try (SteppedTermination termination = begin(1080)) {
			// 40 a second, so that 1080 take 27 s of 19 s.
			look(termination, 5, -10);
			assertThat(termination.record().all(DrainFellBehind.class)).isEmpty();
			assertThat(termination.coordinator().outlook("mail").orElseThrow().isInTime()).isFalse();
			look(termination, 1, -10);
			DrainFellBehind event = termination.record().await(DrainFellBehind.class, (it) -> true);
			assertThat(event.outlook().count()).isEqualTo(1020);
			assertThat(event.outlook().rate()).isEqualTo(40);
			assertThat(event.outlook().missesBy()).contains(Duration.ofSeconds(8));
			look(termination, 10, -10);
			assertThat(termination.record().all(DrainFellBehind.class)).hasSize(1);
		}
	}

	@Test
	void drainThatIsFastEnoughIsNotMentioned() throws InterruptedException {
		try (SteppedTermination termination = begin(760)) {
			look(termination, 20, -10);
			assertThat(termination.coordinator().outlook("mail").orElseThrow().timeToEmpty())
				.contains(Duration.ofSeconds(14));
			assertThat(termination.record().linesWith("fell behind")).isEmpty();
		}
	}

	@Test
	void drainThatRecoversIsToldSo() throws InterruptedException {
		try (SteppedTermination termination = begin(1080)) {
			look(termination, 6, -10);
			termination.await("drain mail fell behind");
			look(termination, 8, -100);
			termination.await("drain mail recovered");
			assertThat(termination.record().linesWith("mail")).containsExactly("drain mail began",
					"drain mail fell behind", "drain mail recovered");
		}
	}

	@Test
	void drainThatFinishesNothingIsToldAfterHalfOfItsTime() throws InterruptedException {
		try (SteppedTermination termination = begin(3)) {
			Duration step = Duration.ofSeconds(2);
			for (int look = 1; look <= 7; look++) {
				termination.ticker().awaitParked(WATCH, DrainWatch.INTERVAL);
				assertThat(termination.record().linesWith("fell behind")).isEmpty();
				termination.ticker().advance(step);
			}
			// Nothing for 10, 12 and 14 s, of 19 s.
			DrainFellBehind event = termination.record().await(DrainFellBehind.class, (it) -> true);
			assertThat(event.outlook().timeToEmpty()).isEmpty();
		}
	}

	@Test
	void drainThatCannotTellHasNoOutlook() throws InterruptedException {
		this.drain.leaving(Remaining::unknown);
		try (SteppedTermination termination = begin(0)) {
			look(termination, 8, 0);
			assertThat(termination.coordinator().outlook("mail")).isEmpty();
		}
	}

	@Test
	void thereIsNoOutlookBeforeATermination() {
		try (SteppedTermination termination = SteppedTermination.of(this.drain)) {
			assertThat(termination.coordinator().outlook("mail")).isEmpty();
		}
	}

	@Test
	void drainThatNeverAnswersHoldsUpNeitherTheOthersNorTheTermination() throws InterruptedException {
		FakeDrain mute = FakeDrain.in(Stage.WORK, "mute").untilReleased();
		FakeDrain gag = FakeDrain.in(Stage.WORK, "gag");
		mute.leaving(() -> {
			gag.awaitReleased();
			return Remaining.of(1);
		});
		this.items.set(1080);
		try (SteppedTermination termination = SteppedTermination.of(mute, this.drain).begin()) {
			// All at once first, and then one by one.
			for (int i = 0; i < 20; i++) {
				termination.ticker().awaitParked(WATCH, Duration.ofMillis(10));
				termination.ticker().advance(Duration.ofMillis(10));
			}
			termination.await("failed: remaining of drain 'mute', java.util.concurrent.TimeoutException: "
					+ "No answer within 100 ms");
			look(termination, 6, -10);
			termination.await("drain mail fell behind");
			assertThat(termination.record().linesWith("mute")).hasSize(2);
			termination.stepTo(Duration.ofSeconds(19));
			termination.await("drain mute abandoned");
			gag.release();
		}
	}

	private SteppedTermination begin(long items) throws InterruptedException {
		this.items.set(items);
		SteppedTermination termination = SteppedTermination.of(this.drain).begin();
		this.drain.awaitBegun();
		return termination;
	}

	private void look(SteppedTermination termination, int times, long change) throws InterruptedException {
		for (int i = 0; i < times; i++) {
			termination.ticker().awaitParked(WATCH, DrainWatch.INTERVAL);
			this.items.addAndGet(change);
			termination.ticker().advance(DrainWatch.INTERVAL);
		}
		termination.ticker().awaitParked(WATCH, DrainWatch.INTERVAL);
	}

}
