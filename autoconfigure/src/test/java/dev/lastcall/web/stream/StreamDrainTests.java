package dev.lastcall.web.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

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
 * Tells over 1 s. Looks every 2 ms.
 */
@Timeout(60)
class StreamDrainTests {

	private static final Duration LENGTH = Duration.ofSeconds(1);

	private static final Duration LOOK = Duration.ofMillis(2);

	private final SteppedTicker ticker = new SteppedTicker();

	private final OpenStreams streams = new OpenStreams(this.ticker);

	private final DrainContext context = DrainContext.root(Deadline.after(Duration.ofSeconds(10), this.ticker),
			this.ticker);

	private final StreamDrain drain = drain(LENGTH);

	@Test
	void runsWhileTheProcessStillServes() {
		assertThat(this.drain.name()).isEqualTo("http-streams");
		assertThat(this.drain.stage()).isEqualTo(Stage.LINGER);
	}

	@Test
	void withoutStreamsItEndsAtOnce() throws InterruptedException {
		this.drain.drain(this.context);
		assertThat(this.ticker.nanos()).isZero();
	}

	@Test
	void tellsStreamsEvenlyAndAllByTheEnd() throws Exception {
		open(2000);
		Background<Boolean> draining = start();
		List<Long> told = new ArrayList<>();
		for (int millis = 100; millis < 1000; millis += 100) {
			lookAt(Duration.ofMillis(millis));
			told.add(this.streams.told());
		}
		assertThat(told).containsExactly(200L, 400L, 600L, 800L, 1000L, 1200L, 1400L, 1600L, 1800L);
		this.ticker.advance(Duration.ofMillis(100));
		assertThat(draining.result()).isTrue();
		assertThat(this.streams.told()).isEqualTo(2000);
	}

	@Test
	void oldestIsToldFirst() throws Exception {
		FakeStream old = new FakeStream(this.streams);
		this.ticker.advance(Duration.ofMillis(1));
		FakeStream young = new FakeStream(this.streams);
		Background<Boolean> draining = start();
		lookAt(Duration.ofMillis(501));
		old.awaitTold();
		assertThat(young.registration().isTold()).isFalse();
		this.ticker.advance(LENGTH);
		assertThat(draining.result()).isTrue();
		young.awaitTold();
	}

	@Test
	void streamThatOpensMeanwhileIsToldByTheEnd() throws Exception {
		open(1);
		Background<Boolean> draining = start();
		lookAt(Duration.ofMillis(900));
		FakeStream late = new FakeStream(this.streams);
		this.ticker.advance(Duration.ofMillis(100));
		assertThat(draining.result()).isTrue();
		late.awaitTold();
	}

	@Test
	void streamThatOpensAfterTheEndIsToldAtOnceWhenTheDrainRunsAgain() throws Exception {
		open(1);
		Background<Boolean> draining = start();
		this.ticker.advance(LENGTH);
		assertThat(draining.result()).isTrue();
		FakeStream late = new FakeStream(this.streams);
		assertThat(this.drain.remaining().count()).hasValue(1);
		this.drain.drain(this.context);
		late.awaitTold();
		assertThat(this.drain.remaining().isNothing()).isTrue();
	}

	@Test
	void streamThatClosesByItselfTakesNoTurn() throws Exception {
		List<FakeStream> open = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			open.add(new FakeStream(this.streams));
			this.ticker.advance(Duration.ofNanos(1));
		}
		Background<Boolean> draining = start();
		open.subList(0, 9).forEach(FakeStream::close);
		this.ticker.advance(Duration.ofMillis(100));
		open.get(9).awaitTold();
		assertThat(draining.result()).isTrue();
	}

	@Test
	void withoutALingerAllAreToldAtOnce() throws Exception {
		List<FakeStream> open = open(100);
		drain(Duration.ZERO).drain(this.context);
		assertThat(this.ticker.nanos()).isZero();
		for (FakeStream stream : open) {
			stream.awaitTold();
		}
	}

	@Test
	void inAHurryAllAreToldAtOnce() throws Exception {
		open(100);
		Background<Boolean> draining = start();
		this.context.cancel(new Cancellation(Cancellation.Cause.EXPEDITED, "Hurry."));
		this.ticker.advance(LOOK);
		assertThat(draining.result()).isTrue();
		assertThat(this.streams.told()).isEqualTo(100);
	}

	@Test
	void oneWhoseClientReadsSlowlyDoesNotHoldTheOthers() throws Exception {
		CountDownLatch slow = new CountDownLatch(1);
		new FakeStream(this.streams, slow::await);
		List<FakeStream> open = open(2000);
		drain(Duration.ZERO).drain(this.context);
		for (FakeStream stream : open) {
			stream.awaitTold();
		}
		slow.countDown();
	}

	@Test
	void oneThatFailsDoesNotKeepTheOthersFromBeingTold() throws Exception {
		IntStream.range(0, 20).forEach((i) -> new FakeStream(this.streams, () -> {
			throw new IllegalStateException("Not me.");
		}));
		FakeStream stream = new FakeStream(this.streams);
		drain(Duration.ZERO).drain(this.context);
		stream.awaitTold();
		assertThat(this.streams.size()).isEqualTo(20);
	}

	@Test
	void whatMayFinishByItselfIsLeftAlone() throws Exception {
		FakeStream poll = new FakeStream(this.streams, StreamKind.LONG_POLL, Duration.ofSeconds(2));
		this.drain.drain(this.context);
		assertThat(this.ticker.nanos()).isZero();
		assertThat(poll.registration().isTold()).isFalse();
		assertThat(this.drain.remaining().isNothing()).isTrue();
	}

	@Test
	void resumingStopsTheTellingAndTheNextOneBeginsAnew() throws Exception {
		open(10);
		Background<Boolean> draining = start();
		lookAt(Duration.ofMillis(500));
		this.context.cancel(new Cancellation(Cancellation.Cause.WITHDRAWN, "Stay."));
		this.ticker.advance(LOOK);
		assertThat(draining.result()).isTrue();
		this.drain.resume();
		assertThat(this.streams.told()).isEqualTo(5);
		DrainContext next = DrainContext.root(Deadline.after(Duration.ofSeconds(10), this.ticker), this.ticker);
		Background<Boolean> again = start(next);
		assertThat(this.streams.told()).isEqualTo(5);
		this.ticker.advance(LENGTH);
		assertThat(again.result()).isTrue();
		assertThat(this.streams.told()).isEqualTo(10);
	}

	@Test
	void rehearsalTellsNobody() throws Exception {
		open(1);
		this.drain.rehearse(this.context);
		assertThat(this.streams.told()).isZero();
	}

	private List<FakeStream> open(int count) {
		return IntStream.range(0, count).mapToObj((i) -> new FakeStream(this.streams)).toList();
	}

	private Background<Boolean> start() throws InterruptedException {
		return start(this.context);
	}

	private Background<Boolean> start(DrainContext context) throws InterruptedException {
		Background<Boolean> draining = Background.call("telling", () -> {
			this.drain.drain(context);
			return true;
		});
		this.ticker.awaitParked("telling", LOOK);
		return draining;
	}

	// Steps to a time and waits until the drain has looked there and waits on.
	private void lookAt(Duration time) throws InterruptedException {
		this.ticker.advance(time.minusNanos(this.ticker.nanos()));
		this.ticker.awaitParked("telling", LOOK);
	}

	private StreamDrain drain(Duration length) {
		return new StreamDrain(this.streams, length, this.ticker, new Tellers());
	}

}
