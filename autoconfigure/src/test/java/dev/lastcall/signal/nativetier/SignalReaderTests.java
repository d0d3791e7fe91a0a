package dev.lastcall.signal.nativetier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import dev.lastcall.signal.stub.SignalDetail;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
@EnabledOnOs(OS.LINUX)
class SignalReaderTests {

	private static final int USR1 = 10;

	private static final int TERM = 15;

	private final FakeStub stub = new FakeStub();

	private final RecordingHearer hearer = new RecordingHearer();

	private final WakeUp wakeUp = new WakeUp(this.stub.libc(), this.stub.page());

	private final SignalReader reader = new SignalReader(this.wakeUp, this.stub.page(), this.hearer);

	@BeforeEach
	void start() {
		this.reader.start();
	}

	@Test
	void signalsAreHeardInTheOrderOfTheirArrivalWithTheirSenders() {
		this.stub.publish(this.stub.claim(), USR1, 1);
		this.stub.count(USR1);
		this.stub.publish(this.stub.claim(), TERM, 2);
		this.stub.count(TERM);
		this.stub.publish(this.stub.claim(), USR1, 3);
		this.stub.count(USR1);
		round();
		assertThat(this.hearer.heard).containsExactly("alert", "10 x1 of 1", "15 x1 of 2", "10 x1 of 3", "flush");
	}

	// Looks by itself, with nobody to wake it up.
	@Test
	void signalIsHeardWhileTheJvmExits() {
		this.wakeUp.poll();
		this.stub.publish(this.stub.claim(), USR1, 1);
		this.stub.count(USR1);
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> this.hearer.heard.contains("10 x1 of 1"));
	}

	@Test
	void signalsWhoseDetailsWereDroppedAreHeardWithoutThem() {
		for (int i = 0; i < 64; i++) {
			this.stub.publish(this.stub.claim(), USR1, i);
			this.stub.count(USR1);
		}
		this.stub.count(USR1);
		this.stub.count(USR1);
		this.stub.count(TERM);
		round();
		assertThat(this.hearer.heard).hasSize(68).endsWith("10 x1 of 63", "10 x2 unknown", "15 x1 unknown", "flush");
	}

	@Test
	void slotThatIsStillWrittenHoldsBackDetailsAndNoTermination() {
		long unpublished = this.stub.claim();
		this.stub.publish(this.stub.claim(), USR1, 2);
		this.stub.count(USR1);
		this.stub.publish(this.stub.claim(), TERM, 3);
		this.stub.count(TERM);
		round();
		assertThat(this.hearer.heard).containsExactly("alert", "15 x1 unknown", "flush");
		this.hearer.heard.clear();
		this.stub.publish(unpublished, USR1, 1);
		this.stub.count(USR1);
		round();
		assertThat(this.hearer.heard).containsExactly("alert", "10 x1 of 1", "10 x1 of 2", "flush");
	}

	@Test
	void detailsThatComeLateAreNotTakenForALaterTermination() {
		long unpublished = this.stub.claim();
		this.stub.publish(this.stub.claim(), TERM, 2);
		this.stub.count(TERM);
		round();
		this.stub.publish(unpublished, USR1, 1);
		this.stub.count(USR1);
		round();
		this.hearer.heard.clear();
		this.stub.publish(this.stub.claim(), TERM, 4);
		this.stub.count(TERM);
		round();
		assertThat(this.hearer.heard).containsExactly("alert", "15 x1 of 4", "flush");
	}

	@Test
	void slotThatIsPublishedAndNotYetCountedIsHeardOnce() {
		this.stub.publish(this.stub.claim(), USR1, 1);
		round();
		this.stub.count(USR1);
		round();
		assertThat(this.hearer.heard.stream().filter((line) -> line.startsWith("10"))).containsExactly("10 x1 of 1");
	}

	@Test
	void roundThatFailsIsDoneAgain() {
		this.hearer.failures = 3;
		this.stub.deliver(TERM, 1);
		this.hearer.await("15 x1 of 1");
		assertThat(this.reader.isDead()).isFalse();
	}

	@Test
	void alertTellsWhenTheTerminationArrived() {
		long arrival = System.nanoTime() - TimeUnit.SECONDS.toNanos(2);
		this.stub.backlog(arrival);
		this.stub.deliver(TERM, 1);
		this.hearer.await("15 x1 of 1");
		assertThat(this.hearer.alerted).isEqualTo(arrival);
	}

	@Test
	void arrivalThatNobodyCanBelieveIsNow() {
		long now = System.nanoTime();
		this.stub.backlog(now - TimeUnit.HOURS.toNanos(2));
		this.stub.deliver(TERM, 1);
		this.hearer.await("15 x1 of 1");
		assertThat(this.hearer.alerted).isBetween(now, System.nanoTime());
	}

	@Test
	void terminationsAreAcknowledgedAfterTheRound() {
		this.stub.deliver(TERM, 1);
		round();
		assertThat(this.stub.page().backlog(System.nanoTime())).isZero();
	}

	@Test
	void readerThatFailsForGoodGivesWhatItDidNotHearToTheJvm() {
		this.hearer.failures = Integer.MAX_VALUE;
		this.stub.deliver(TERM, 1);
		this.hearer.await("abandoned 15");
		assertThat(this.reader.isDead()).isTrue();
		// There is nobody to wait for.
		this.reader.awaitRound(Long.MAX_VALUE);
	}

	// Everything that was delivered before has been heard afterwards.
	private void round() {
		this.reader.awaitRound(TimeUnit.SECONDS.toNanos(10));
	}

	private static final class RecordingHearer implements Hearer {

		private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

		private volatile int failures;

		private volatile long alerted;

		@Override
		public void alert(long pending, long nanos) {
			int left = this.failures;
			if (left > 0) {
				this.failures = left - 1;
				throw new OutOfMemoryError("as if");
			}
			if (pending != 0) {
				this.alerted = nanos;
				this.heard.add("alert");
			}
		}

		@Override
		public boolean isUrgent(int signal) {
			return signal == TERM;
		}

		@Override
		public void hear(SignalDetail detail) {
			this.heard.add("%d x%d %s".formatted(detail.signal(), detail.count(),
					detail.isKnown() ? "of " + detail.pid() : "unknown"));
		}

		@Override
		public void abandon(int signal) {
			this.heard.add("abandoned " + signal);
		}

		@Override
		public void flush() {
			this.heard.add("flush");
		}

		private void await(String line) {
			while (!this.heard.contains(line)) {
				Thread.onSpinWait();
			}
		}

	}

}
