package dev.lastcall.web;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

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
 * Lingers for 100 ms at least, for 1 s at most, and in between until no request has come
 * for 300 ms. Looks every 2 ms.
 */
@Timeout(60)
class LingerDrainTests {

	private static final Duration NANO = Duration.ofNanos(1);

	private static final Duration LOOK = Duration.ofMillis(2);

	private final SteppedTicker ticker = new SteppedTicker();

	private final RequestGate gate = new RequestGate(this.ticker);

	private final DrainContext context = DrainContext.root(Deadline.after(Duration.ofSeconds(10), this.ticker),
			this.ticker);

	private final List<Long> late = new CopyOnWriteArrayList<>();

	private final LingerTimes times = times(100, 1000, 300);

	@Test
	void drainIsTheOneOfTheStageLinger() {
		LingerDrain drain = drain(this.times, true);
		assertThat(drain.name()).isEqualTo("http-linger");
		assertThat(drain.stage()).isEqualTo(Stage.LINGER);
	}

	@Test
	void endsAfterTheQuietPeriodAndNotBefore() throws Exception {
		Background<Boolean> lingering = linger(this.times);
		assertThat(this.gate.isAsking()).isTrue();
		lookAt(Duration.ofMillis(298));
		assertThat(lingering.isDone()).isFalse();
		this.ticker.advance(LOOK);
		assertThat(lingering.result()).isTrue();
	}

	@Test
	void everyArrivalBeginsTheQuietPeriodAnew() throws Exception {
		Background<Boolean> lingering = linger(this.times);
		lookAt(Duration.ofMillis(298));
		this.gate.enter("GET", "/a");
		lookAt(Duration.ofMillis(596));
		assertThat(lingering.isDone()).isFalse();
		this.ticker.advance(LOOK);
		assertThat(lingering.result()).isTrue();
	}

	@Test
	void doesNotEndBeforeTheMinimumHoweverQuietItIs() throws Exception {
		Background<Boolean> lingering = linger(times(500, 1000, 300));
		lookAt(Duration.ofMillis(498));
		assertThat(lingering.isDone()).isFalse();
		this.ticker.advance(LOOK);
		assertThat(lingering.result()).isTrue();
	}

	@Test
	void endsAtTheMaximumHoweverBusyItIs() throws Exception {
		Background<Boolean> lingering = linger(this.times);
		for (int millis = 200; millis < 1000; millis += 200) {
			lookAt(Duration.ofMillis(millis));
			this.gate.enter("GET", "/a");
		}
		lookAt(Duration.ofSeconds(1).minus(NANO), NANO);
		assertThat(lingering.isDone()).isFalse();
		this.ticker.advance(NANO);
		assertThat(lingering.result()).isTrue();
		assertThat(this.ticker.nanos()).isEqualTo(Duration.ofSeconds(1).toNanos());
	}

	@Test
	void endsWhenTheTerminationIsInAHurry() throws Exception {
		Background<Boolean> lingering = linger(this.times);
		this.context.cancel(new Cancellation(Cancellation.Cause.EXPEDITED, "Hurry."));
		this.ticker.advance(LOOK);
		assertThat(lingering.result()).isTrue();
	}

	@Test
	void endsAtOnceIfNoTrafficWasEverSentHereButStillAsks() throws InterruptedException {
		drain(this.times, false).drain(this.context);
		assertThat(this.gate.isAsking()).isTrue();
		assertThat(this.ticker.nanos()).isZero();
	}

	@Test
	void endsAtOnceIfTheMaximumIsZeroButStillAsks() throws InterruptedException {
		drain(times(0, 0, 300), true).drain(this.context);
		assertThat(this.gate.isAsking()).isTrue();
		assertThat(this.ticker.nanos()).isZero();
	}

	@Test
	void withoutAQuietPeriodItEndsAtTheMinimum() throws Exception {
		Background<Boolean> lingering = linger(times(100, 1000, 0));
		lookAt(Duration.ofMillis(98));
		assertThat(lingering.isDone()).isFalse();
		this.ticker.advance(LOOK);
		assertThat(lingering.result()).isTrue();
	}

	@Test
	void requestsOfTheLastFifthAreToldAtTheEnd() throws Exception {
		Background<Boolean> lingering = linger(times(1000, 1000, 300));
		lookAt(Duration.ofMillis(798));
		this.gate.enter("GET", "/in-time");
		lookAt(Duration.ofMillis(800));
		this.gate.enter("GET", "/late");
		this.gate.enter("GET", "/late");
		this.ticker.advance(Duration.ofMillis(200));
		assertThat(lingering.result()).isTrue();
		assertThat(this.late).containsExactly(2L);
	}

	@Test
	void trafficThatHasMovedAwayIsNotWorthALine() throws Exception {
		Background<Boolean> lingering = linger(times(1000, 2000, 300));
		for (int millis = 200; millis <= 1600; millis += 200) {
			lookAt(Duration.ofMillis(millis));
			this.gate.enter("GET", "/a");
		}
		assertThat(this.gate.late()).isOne();
		this.ticker.advance(Duration.ofMillis(300));
		assertThat(lingering.result()).isTrue();
		assertThat(this.late).isEmpty();
	}

	@Test
	void lingerThatEndsInAHurryTellsNoLateTraffic() throws Exception {
		Background<Boolean> lingering = linger(times(1000, 1000, 300));
		lookAt(Duration.ofMillis(900));
		this.gate.enter("GET", "/late");
		this.context.cancel(new Cancellation(Cancellation.Cause.EXPEDITED, "Hurry."));
		this.ticker.advance(LOOK);
		assertThat(lingering.result()).isTrue();
		assertThat(this.late).isEmpty();
	}

	private Background<Boolean> linger(LingerTimes times) throws InterruptedException {
		Background<Boolean> lingering = Background.call("lingering", () -> {
			drain(times, true).drain(this.context);
			return true;
		});
		this.ticker.awaitParked("lingering", LOOK);
		return lingering;
	}

	// Steps to a time and waits until the drain has looked there and waits on.
	private void lookAt(Duration time) throws InterruptedException {
		lookAt(time, LOOK);
	}

	private void lookAt(Duration time, Duration left) throws InterruptedException {
		this.ticker.advance(time.minusNanos(this.ticker.nanos()));
		this.ticker.awaitParked("lingering", left);
	}

	private LingerDrain drain(LingerTimes times, boolean servedTraffic) {
		return new LingerDrain(this.gate, times, () -> servedTraffic, this.ticker, this.late::add);
	}

	private static LingerTimes times(int minimum, int maximum, int quietPeriod) {
		return new LingerTimes(Duration.ofMillis(minimum), Duration.ofMillis(maximum), Duration.ofMillis(quietPeriod));
	}

}
