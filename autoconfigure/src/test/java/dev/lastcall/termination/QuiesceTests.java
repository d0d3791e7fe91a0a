package dev.lastcall.termination;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Stage;
import dev.lastcall.termination.Answer.Outcome;
import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.TerminationEvent.Quiesced;
import dev.lastcall.termination.TerminationEvent.Resumed;
import dev.lastcall.test.FakeDrain;
import dev.lastcall.test.FakeResumableDrain;
import dev.lastcall.test.SteppedTermination;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class QuiesceTests {

	private final FakeResumableDrain readiness = FakeResumableDrain.in(Stage.ANNOUNCE, "readiness");

	private final FakeDrain mail = FakeDrain.in(Stage.ANNOUNCE, "mail");

	private final FakeDrain work = FakeDrain.in(Stage.WORK, "work");

	private final SteppedTermination termination = SteppedTermination.of(this.readiness, this.mail, this.work);

	private final Coordinator coordinator = this.termination.coordinator();

	@AfterEach
	void end() {
		this.termination.close();
		this.readiness.release();
		this.coordinator.begin(SteppedTermination.TERM);
		this.termination.report();
		assertThat(this.coordinator.state()).isEqualTo(CoordinatorState.ENDED);
	}

	@Test
	void quiesceAnnouncesAndResumeUndoesIt() throws InterruptedException {
		assertThat(quiesce().outcome()).isEqualTo(Outcome.BEGUN);
		this.termination.await("Quiesced");
		assertThat(this.coordinator.state()).isEqualTo(CoordinatorState.QUIESCED);
		assertThat(this.coordinator.stage()).isEqualTo(Stage.SERVING);
		assertThat(this.coordinator.report()).isEmpty();
		assertThat(this.coordinator.deadline()).isEmpty();
		assertThat(this.readiness.calls()).containsExactly("drain");
		assertThat(resume().outcome()).isEqualTo(Outcome.BEGUN);
		this.termination.await("Resumed");
		assertThat(this.coordinator.state()).isEqualTo(CoordinatorState.SERVING);
		assertThat(this.readiness.calls()).containsExactly("drain", "resume");
		assertThat(this.termination.record().lines()).containsExactly("Quiesced", "Resumed");
	}

	@Test
	void drainThatCannotBeUndoneIsLeftOutAndNamed() throws InterruptedException {
		quiesce();
		this.termination.await("Quiesced");
		assertThat(this.termination.record().all(Quiesced.class)).singleElement().satisfies((quiesced) -> {
			assertThat(quiesced.drains()).extracting(DrainEntry::name).containsExactly("readiness");
			assertThat(quiesced.skipped()).containsExactly("mail");
		});
		assertThat(this.mail.thread()).isNull();
	}

	@Test
	void terminationOfAQuiescedProcessAnnouncesOnlyWhatIsNew() throws InterruptedException {
		quiesce();
		this.termination.await("Quiesced");
		Report report = this.termination.begin().report();
		assertThat(report.isClean()).isTrue();
		assertThat(report.drains()).extracting(DrainEntry::name).containsExactly("readiness", "mail", "work");
		assertThat(this.readiness.calls()).containsExactly("drain");
		assertThat(this.mail.thread()).isNotNull();
	}

	@Test
	void terminationOfAResumedProcessAnnouncesAgain() throws InterruptedException {
		quiesce();
		this.termination.await("Quiesced");
		resume();
		this.termination.await("Resumed");
		assertThat(this.termination.begin().report().isClean()).isTrue();
		assertThat(this.readiness.calls()).containsExactly("drain", "resume", "drain");
	}

	@Test
	void terminationJoinsAnAnnouncementThatIsUnderWay() throws InterruptedException {
		this.readiness.draining().untilReleased();
		quiesce();
		this.readiness.draining().awaitBegun();
		this.termination.begin().await("drain mail at-rest");
		assertThat(this.termination.record().lines()).doesNotContain("drain readiness at-rest");
		this.readiness.draining().release();
		assertThat(this.termination.report().isClean()).isTrue();
		assertThat(this.readiness.calls()).containsExactly("drain");
		assertThat(this.termination.record().all(Quiesced.class)).isEmpty();
	}

	@Test
	void announcementThatFailedIsMadeAgainInTheTermination() throws InterruptedException {
		AtomicInteger calls = new AtomicInteger();
		this.readiness.draining().doing((context) -> {
			if (calls.incrementAndGet() == 1) {
				throw new IllegalStateException("no connection");
			}
		});
		quiesce();
		this.termination.await("Quiesced");
		assertThat(this.coordinator.state()).isEqualTo(CoordinatorState.QUIESCED);
		assertThat(this.termination.record().all(Quiesced.class)).singleElement()
			.satisfies((quiesced) -> assertThat(quiesced.drains()).extracting(DrainEntry::failure)
				.containsExactly("java.lang.IllegalStateException: no connection"));
		assertThat(this.termination.begin().report().isClean()).isTrue();
		assertThat(calls).hasValue(2);
	}

	@Test
	void resumeStopsAnAnnouncementThatIsUnderWay() throws InterruptedException {
		this.readiness.draining().untilReleased();
		quiesce();
		this.readiness.draining().awaitBegun();
		assertThat(resume().outcome()).isEqualTo(Outcome.BEGUN);
		this.termination.await("Resumed");
		assertThat(this.readiness.draining().context().isCancelled()).isTrue();
		assertThat(this.readiness.calls()).containsExactly("resume");
		assertThat(this.coordinator.state()).isEqualTo(CoordinatorState.SERVING);
	}

	@Test
	void resumeThatFailsLeavesTheProcessQuiescedAndCanBeRepeated() throws InterruptedException {
		AtomicInteger calls = new AtomicInteger();
		this.readiness.resuming().doing((context) -> {
			if (calls.incrementAndGet() == 1) {
				throw new IllegalStateException("no");
			}
		});
		quiesce();
		this.termination.await("Quiesced");
		resume();
		this.termination.record().await(Quiesced.class, (quiesced) -> calls.get() == 1 && again());
		assertThat(this.readiness.calls()).containsExactly("drain", "drain");
		resume();
		this.termination.record()
			.await(Resumed.class, (resumed) -> resumed.drains().get(0).status() == DrainStatus.AT_REST);
		assertThat(this.coordinator.state()).isEqualTo(CoordinatorState.SERVING);
		assertThat(this.readiness.calls()).containsExactly("drain", "drain", "resume");
	}

	private boolean again() {
		return this.termination.record().lines().equals(List.of("Quiesced", "Resumed", "Quiesced"));
	}

	@Test
	void resumeThatHangsIsGivenUpAndTheProcessStaysQuiesced() throws InterruptedException {
		this.readiness.resuming().untilReleased();
		quiesce();
		this.termination.await("Quiesced");
		resume();
		this.readiness.resuming().awaitBegun();
		this.termination.awaitWaiting(Duration.ofSeconds(6).minus(Duration.ofMillis(2600)));
		this.termination.ticker().advance(Duration.ofSeconds(6));
		this.termination.await("Resumed");
		this.termination.record().await(Quiesced.class, (quiesced) -> again());
		assertThat(this.coordinator.state()).isEqualTo(CoordinatorState.QUIESCED);
	}

	@Test
	void terminationStopsAResumeFirstAndThenAnnounces() throws InterruptedException {
		this.readiness.resuming().untilReleased();
		quiesce();
		this.termination.await("Quiesced");
		resume();
		this.readiness.resuming().awaitBegun();
		assertThat(this.termination.begin().report().isClean()).isTrue();
		assertThat(this.readiness.calls()).containsExactly("drain", "drain");
		assertThat(this.termination.record().lines()).doesNotContain("Resumed");
	}

	@Test
	void terminationDoesNotWaitForAResumeThatHeedsNothing() throws InterruptedException {
		this.readiness.resuming().stubborn();
		quiesce();
		this.termination.await("Quiesced");
		resume();
		this.readiness.resuming().awaitBegun();
		this.termination.begin().await("drain readiness began");
		this.termination.await("drain mail at-rest");
		this.termination.ticker().awaitParked("lastcall-drain-readiness");
		this.termination.ticker().advance(Duration.ofSeconds(2));
		assertThat(this.termination.report().isClean()).isTrue();
		assertThat(this.readiness.calls()).containsExactly("drain", "two at the same time", "drain");
	}

	@Test
	void resumeAfterTheBeginningIsRefused() {
		this.termination.begin();
		Answer answer = resume();
		assertThat(answer.outcome()).isEqualTo(Outcome.REFUSED);
		assertThat(answer.message()).contains("a termination cannot be undone");
		this.termination.report();
		assertThat(resume().outcome()).isEqualTo(Outcome.REFUSED);
		assertThat(quiesce().outcome()).isEqualTo(Outcome.DONE);
		assertThat(this.coordinator.begin(SteppedTermination.TERM)).isFalse();
		assertThat(this.readiness.calls()).containsExactly("drain");
	}

	private Answer quiesce() {
		return this.coordinator.obey(Order.QUIESCE);
	}

	private Answer resume() {
		return this.coordinator.obey(Order.RESUME);
	}

}
