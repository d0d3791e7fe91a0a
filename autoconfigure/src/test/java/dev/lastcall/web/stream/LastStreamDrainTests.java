package dev.lastcall.web.stream;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;
import dev.lastcall.test.Background;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks every 2 ms whether it is over, and every 50 ms whose time has come.
 */
@Timeout(60)
class LastStreamDrainTests {

	private static final Duration LOOK = Duration.ofMillis(2);

	private final SteppedTicker ticker = new SteppedTicker();

	private final OpenStreams streams = new OpenStreams(this.ticker);

	private final DrainContext context = DrainContext.root(Deadline.after(Duration.ofSeconds(10), this.ticker),
			this.ticker);

	private final AtomicBoolean opening = new AtomicBoolean();

	private final LastStreamDrain drain = new LastStreamDrain(this.streams, this.opening::get, this.ticker,
			new Tellers());

	@Test
	void runsWhileTheWorkIsFinished() {
		assertThat(this.drain.name()).isEqualTo("http-last-streams");
		assertThat(this.drain.stage()).isEqualTo(Stage.WORK);
	}

	@Test
	void withoutStreamsItEndsAtOnce() throws InterruptedException {
		this.drain.drain(this.context);
		assertThat(this.ticker.nanos()).isZero();
	}

	@Test
	void tellsALongPollThatHasWaitedLongEnough() throws Exception {
		FakeStream poll = new FakeStream(this.streams, StreamKind.LONG_POLL, Duration.ofSeconds(2));
		Background<Boolean> draining = start();
		lookAt(Duration.ofSeconds(2).minusNanos(1));
		assertThat(this.drain.remaining().count()).hasValue(1);
		assertThat(poll.registration().isTold()).isFalse();
		this.ticker.advance(Duration.ofMillis(50));
		poll.awaitTold();
		this.ticker.advance(LOOK);
		assertThat(draining.result()).isTrue();
	}

	@Test
	void tellsAStreamThatARequestInFlightStillOpens() throws Exception {
		this.opening.set(true);
		Background<Boolean> draining = start();
		FakeStream stream = new FakeStream(this.streams);
		this.ticker.advance(Duration.ofMillis(50));
		stream.awaitTold();
		this.opening.set(false);
		this.ticker.advance(LOOK);
		assertThat(draining.result()).isTrue();
	}

	@Test
	void waitsForAStreamThatFinishesByItself() throws Exception {
		FakeStream stream = new FakeStream(this.streams, StreamKind.EVENT_STREAM, OpenStream.FOREVER);
		Background<Boolean> draining = start();
		lookAt(Duration.ofSeconds(5));
		stream.close();
		this.ticker.advance(LOOK);
		assertThat(draining.result()).isTrue();
		assertThat(stream.wasTold()).isFalse();
	}

	@Test
	void tellsAllThatAreLeftWhenTheTimeOfTheWorkIsOver() throws Exception {
		FakeStream stream = new FakeStream(this.streams, StreamKind.EVENT_STREAM, OpenStream.FOREVER);
		Background<Boolean> draining = start();
		this.context.cancel(new Cancellation(Cancellation.Cause.DEADLINE, "Over."));
		this.ticker.advance(LOOK);
		assertThat(draining.result()).isTrue();
		stream.awaitTold();
		assertThat(this.drain.remaining().isNothing()).isTrue();
	}

	@Test
	void doesNotWaitLongForAStreamThatWasToldAndDoesNotClose() throws Exception {
		FakeStream stream = new FakeStream(this.streams);
		stream.registration().claim();
		Background<Boolean> draining = start();
		lookAt(Duration.ofMillis(999));
		assertThat(draining.isDone()).isFalse();
		this.ticker.advance(Duration.ofMillis(1));
		assertThat(draining.result()).isTrue();
	}

	private Background<Boolean> start() throws InterruptedException {
		Background<Boolean> draining = Background.call("telling", () -> {
			this.drain.drain(this.context);
			return true;
		});
		this.ticker.awaitParked("telling", LOOK);
		return draining;
	}

	private void lookAt(Duration time) throws InterruptedException {
		this.ticker.advance(time.minusNanos(this.ticker.nanos()));
		this.ticker.awaitParked("telling");
	}

}
