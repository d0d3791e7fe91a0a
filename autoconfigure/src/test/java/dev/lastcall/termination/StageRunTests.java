package dev.lastcall.termination;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.TerminationEvent.DrainBegan;
import dev.lastcall.termination.TerminationEvent.DrainEnded;
import dev.lastcall.test.FakeDrain;
import dev.lastcall.test.SteppedTermination;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class StageRunTests {

	@Test
	void drainsOfAStageRunSideBySideOnThreadsOfTheirOwn() {
		CyclicBarrier together = new CyclicBarrier(2);
		FakeDrain a = work("a").doing((context) -> together.await(10, TimeUnit.SECONDS));
		FakeDrain b = work("b").doing((context) -> together.await(10, TimeUnit.SECONDS));
		try (SteppedTermination termination = SteppedTermination.of(a, b).begin()) {
			assertThat(termination.report().isClean()).isTrue();
			assertThat(a.thread().getName()).isEqualTo("lastcall-drain-a");
			assertThat(b.thread().getName()).isEqualTo("lastcall-drain-b");
			assertThat(a.thread().isDaemon()).isTrue();
		}
	}

	@Test
	void drainBeginsWhenAllThatItComesAfterHaveEnded() throws InterruptedException {
		FakeDrain a = work("a").untilReleased();
		FakeDrain b = work("b").untilReleased();
		FakeDrain last = work("last").after("a", "b");
		try (SteppedTermination termination = SteppedTermination.of(last, a, b).begin()) {
			termination.await("drain b began");
			a.release();
			termination.await("drain a at-rest");
			termination.awaitWaiting(Duration.ofSeconds(17));
			assertThat(termination.record().linesWith("last")).isEmpty();
			b.release();
			termination.report();
			assertThat(termination.record().linesWith("drain")).containsSubsequence("drain b at-rest",
					"drain last began", "drain last at-rest");
		}
	}

	@Test
	void drainAfterOneOfAnEarlierStageBeginsAtOnce() {
		FakeDrain sink = FakeDrain.in(Stage.SINKS, "sink").after("a");
		try (SteppedTermination termination = SteppedTermination.of(sink, work("a")).begin()) {
			assertThat(termination.report().isClean()).isTrue();
		}
	}

	@Test
	void drainThatFailsIsReportedAndThoseAfterItStillRun() {
		FakeDrain a = work("a").leaving(() -> Remaining.of(3)).doing((context) -> {
			throw new IllegalStateException("no connection");
		});
		try (SteppedTermination termination = SteppedTermination.of(a, work("b").after("a")).begin()) {
			assertThat(termination.report().unfinished()).singleElement().satisfies((drain) -> {
				assertThat(drain.name()).isEqualTo("a");
				assertThat(drain.status()).isEqualTo(DrainStatus.FAILED);
				assertThat(drain.remaining()).isEqualTo(Remaining.of(3));
				assertThat(drain.failure()).isEqualTo("java.lang.IllegalStateException: no connection");
			});
			assertThat(termination.record().lines()).containsSubsequence("drain a failed", "drain b began",
					"drain b at-rest");
		}
	}

	@Test
	void drainThatThrowsAnErrorFailsAlone() throws InterruptedException {
		NoClassDefFoundError gone = new NoClassDefFoundError("gone");
		FakeDrain a = work("a").doing((context) -> {
			throw gone;
		});
		try (SteppedTermination termination = SteppedTermination.of(a, work("b")).begin()) {
			termination.report();
			DrainEnded ended = termination.record().await(DrainEnded.class, (event) -> event.drain().equals("a"));
			assertThat(ended.status()).isEqualTo(DrainStatus.FAILED);
			assertThat(ended.failure()).isEqualTo(Optional.of(gone));
			assertThat(ended.stacks()).isEmpty();
			assertThat(termination.record().lines()).contains("drain b at-rest");
		}
	}

	@Test
	void drainThatEndsWhileAListenerSwallowsTheUnparkDoesNotDelayTheStage() throws InterruptedException {
		FakeDrain b = work("b").untilReleased();
		FakeDrain a = work("a");
		FakeDrain last = work("last").untilReleased();
		TerminationListener logger = (event) -> {
			if (event instanceof DrainEnded ended && ended.drain().equals("a")) {
				// 'b' has been looked at already; its wake-up comes now.
				b.releaseAndJoin();
				LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
			}
		};
		try (SteppedTermination termination = SteppedTermination.heardBy(logger, b, a, last)) {
			termination.awaitPrepared().begin().await("drain b at-rest");
			assertThat(termination.record().lines()).containsSubsequence("drain a at-rest", "drain b at-rest");
		}
	}

	@Test
	void slowListenerDoesNotMakeTheCoordinatorOversleep() throws InterruptedException {
		AtomicReference<SteppedTermination> self = new AtomicReference<>();
		TerminationListener slow = (event) -> {
			if (event instanceof DrainBegan) {
				self.get().ticker().advance(Duration.ofSeconds(5));
				self.get().ticker().nanos();
			}
		};
		try (SteppedTermination termination = SteppedTermination.heardBy(slow, work("a").untilReleased())) {
			self.set(termination);
			termination.awaitPrepared().begin().await("drain a began");
			termination.awaitWaiting(Duration.ofSeconds(12));
		}
	}

	@Test
	void listenerThatIsSlowerThanTheStageIsLongDelaysNothingAfterIt() throws InterruptedException {
		AtomicReference<SteppedTermination> self = new AtomicReference<>();
		TerminationListener slow = (event) -> {
			if (event instanceof DrainBegan began && began.drain().equals("a")) {
				self.get().ticker().advance(Duration.ofSeconds(20));
				self.get().ticker().nanos();
			}
		};
		FakeDrain sink = FakeDrain.in(Stage.SINKS, "sink").untilReleased();
		try (SteppedTermination termination = SteppedTermination.heardBy(slow, work("a").stubborn(), sink)) {
			self.set(termination);
			termination.awaitPrepared().begin().await("drain sink began");
			assertThat(termination.record().lines()).contains("drain a abandoned");
			termination.awaitWaiting(Duration.ofSeconds(1));
		}
	}

	private static FakeDrain work(String name) {
		return FakeDrain.in(Stage.WORK, name);
	}

}
