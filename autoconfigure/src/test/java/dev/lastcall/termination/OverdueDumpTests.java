package dev.lastcall.termination;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import dev.lastcall.drain.Stage;
import dev.lastcall.termination.TerminationEvent.OverdueDrainsDumped;
import dev.lastcall.termination.TerminationEvent.OverdueDrainsDumped.OverdueDrain;
import dev.lastcall.test.FakeDrain;
import dev.lastcall.test.SteppedTermination;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Half of the 30 s are spent when the dump is due.
 */
@Timeout(60)
class OverdueDumpTests {

	private static final Duration DUMP = Duration.ofSeconds(15);

	private static final String WATCH = "lastcall-drain-watch";

	private final FakeDrain drain = FakeDrain.in(Stage.WORK, "mail").untilReleased();

	@Test
	void drainsThatStillRunAreDumpedAtTheExactTimeAndOnce() throws InterruptedException {
		FakeDrain early = FakeDrain.in(Stage.WORK, "early");
		FakeDrain worker = FakeDrain.in(Stage.WORK, "worker").untilReleased();
		this.drain.workedBy(() -> List.of(worker.thread()));
		try (SteppedTermination termination = begin(Duration.ofSeconds(15), early, worker, this.drain)) {
			worker.awaitBegun();
			termination.await("drain early at-rest");
			stepTo(termination, DUMP.minus(SteppedTermination.NANO), SteppedTermination.NANO);
			assertThat(termination.record().all(OverdueDrainsDumped.class)).isEmpty();
			stepTo(termination, DUMP, DrainWatch.INTERVAL.minus(SteppedTermination.NANO));
			OverdueDrainsDumped dump = termination.record().await(OverdueDrainsDumped.class, (event) -> true);
			assertThat(dump.stage()).isEqualTo(Stage.WORK);
			assertThat(dump.remaining()).isEqualTo(Duration.ofSeconds(15));
			assertThat(dump.drains()).extracting(OverdueDrain::drain).containsExactly("worker", "mail");
			assertThat(dump.drains().get(1).stacks()).extracting(ThreadStack::thread)
				.containsExactly("lastcall-drain-worker", "lastcall-drain-mail");
			assertThat(dump.drains().get(1).stacks().get(1).toString()).contains("FakeDrain");
			stepTo(termination, DUMP.plusSeconds(1), DrainWatch.INTERVAL);
			assertThat(termination.record().all(OverdueDrainsDumped.class)).hasSize(1);
		}
	}

	@Test
	void expeditingMovesTheDumpToItsShareOfWhatIsLeft() throws InterruptedException {
		try (SteppedTermination termination = begin(Duration.ofSeconds(15), this.drain)) {
			termination.coordinator().expedite();
			termination.awaitWaiting(Duration.ofMillis(3400));
			stepTo(termination, Duration.ofSeconds(3).minus(SteppedTermination.NANO), SteppedTermination.NANO);
			stepTo(termination, Duration.ofSeconds(3), DrainWatch.INTERVAL.minus(SteppedTermination.NANO));
			assertThat(termination.record().await(OverdueDrainsDumped.class, (event) -> true).remaining())
				.isEqualTo(Duration.ofSeconds(3));
		}
	}

	@Test
	void thereIsNoDumpWithoutAShare() throws InterruptedException {
		try (SteppedTermination termination = begin(Duration.ZERO, this.drain)) {
			for (int second = 1; second < 17; second++) {
				stepTo(termination, Duration.ofSeconds(second), DrainWatch.INTERVAL);
			}
			assertThat(termination.record().all(OverdueDrainsDumped.class)).isEmpty();
		}
	}

	@Test
	void drainThatNeverTellsItsThreadsIsDumpedWithItsOwn() throws InterruptedException {
		FakeDrain gag = FakeDrain.in(Stage.WORK, "gag");
		this.drain.workedBy(() -> {
			gag.awaitReleased();
			return List.of();
		});
		try (SteppedTermination termination = begin(Duration.ofSeconds(15), this.drain)) {
			termination.ticker().awaitParked(WATCH, DrainWatch.INTERVAL);
			termination.stepTo(DUMP);
			// The watch asks other things too, and may wait a step for each answer.
			for (int i = 0; i < 20 && termination.record().all(OverdueDrainsDumped.class).isEmpty(); i++) {
				termination.ticker().awaitParked(WATCH);
				termination.ticker().advance(Duration.ofMillis(10));
			}
			OverdueDrainsDumped dump = termination.record().await(OverdueDrainsDumped.class, (event) -> true);
			assertThat(dump.drains().get(0).stacks()).extracting(ThreadStack::thread)
				.containsExactly("lastcall-drain-mail");
			gag.release();
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadOfADrainIsDumped() throws Exception {
		CountDownLatch released = new CountDownLatch(1);
		Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
		Thread virtual = (Thread) start.invoke(null, (Runnable) () -> awaitVirtually(released));
		this.drain.workedBy(() -> List.of(virtual));
		try (SteppedTermination termination = begin(Duration.ofSeconds(15), this.drain)) {
			stepTo(termination, DUMP, DrainWatch.INTERVAL);
			OverdueDrainsDumped dump = termination.record().await(OverdueDrainsDumped.class, (event) -> true);
			assertThat(dump.drains().get(0).stacks().get(0).toString()).startsWith("\"VirtualThread[#")
				.contains("awaitVirtually");
		}
		finally {
			released.countDown();
		}
	}

	private static void awaitVirtually(CountDownLatch released) {
		try {
			released.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static SteppedTermination begin(Duration dumpLead, FakeDrain... drains) throws InterruptedException {
		Budget budget = SteppedTermination.BUDGET;
		SteppedTermination termination = SteppedTermination
			.within(new Budget(budget.total(), budget.sinks(), budget.close(), budget.exit(), budget.cancelGrace(),
					budget.expedited(), Duration.ZERO, Duration.ZERO, dumpLead), drains)
			.begin();
		drains[drains.length - 1].awaitBegun();
		termination.awaitWaiting(Duration.ofSeconds(17));
		return termination;
	}

	private static void stepTo(SteppedTermination termination, Duration time, Duration left)
			throws InterruptedException {
		termination.ticker().awaitParked(WATCH);
		termination.stepTo(time);
		termination.ticker().awaitParked(WATCH, left);
	}

}
