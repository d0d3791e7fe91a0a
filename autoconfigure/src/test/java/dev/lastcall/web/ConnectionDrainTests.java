package dev.lastcall.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;
import dev.lastcall.test.Background;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A linger of ten seconds at most and two at least that ends when no request has come for
 * one second, and 10,000 connections.
 */
@Timeout(60)
class ConnectionDrainTests {

	private static final Duration LOOK = Duration.ofMillis(2);

	private static final int CROWD = 10_000;

	private final SteppedTicker ticker = new SteppedTicker();

	private final RequestGate gate = new RequestGate(this.ticker);

	private final DrainContext context = DrainContext.root(Deadline.after(Duration.ofSeconds(20), this.ticker),
			this.ticker);

	private final FakeConnections server = new FakeConnections();

	private final LingerDrain linger = new LingerDrain(this.gate,
			new LingerTimes(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(1)), () -> true,
			this.ticker, (late) -> {
			});

	private final ConnectionDrain drain = new ConnectionDrain(this.server, this.linger, LateRequests.SERVE,
			this.ticker);

	private Background<Boolean> lingering;

	@Test
	void drainIsOneOfTheStageLinger() {
		assertThat(this.drain.name()).isEqualTo("http-connections");
		assertThat(this.drain.stage()).isEqualTo(Stage.LINGER);
		assertThat(this.drain.remaining().count()).isEmpty();
	}

	@Test
	void activeConnectionsAreAskedEvenlyInTheFirstFourFifths() throws Exception {
		this.server.connect(CROWD, true);
		Background<Boolean> draining = begin();
		List<Long> asked = askedBySecond(draining, 8);
		assertThat(asked).containsExactly(1250L, 2500L, 3750L, 5000L, 6250L, 7500L, 8750L, 10_000L);
		assertThat(this.server.calls).containsExactly("closeAfterEachResponse");
		assertThat(this.drain.asked()).isEqualTo(CROWD);
		end(draining);
		assertThat(this.server.closed()).isZero();
	}

	@Test
	void idleConnectionsAreClosedInTheSecondHalfAtMostTwiceAsFast() throws Exception {
		this.server.connect(CROWD, false);
		Background<Boolean> draining = begin();
		List<Long> closed = new ArrayList<>();
		for (int second = 1; second < 10; second++) {
			serveUntil(Duration.ofSeconds(second));
			closed.add(this.server.closed());
		}
		assertThat(closed).containsExactly(0L, 0L, 0L, 0L, 0L, 2000L, 4000L, 6000L, 8000L);
		end(draining);
		assertThat(this.server.closed()).isEqualTo(CROWD);
	}

	@Test
	void connectionsThatAreUnderWayAreNotClosed() throws Exception {
		this.server.connect(10, false).underWay();
		Background<Boolean> draining = begin();
		serveUntil(Duration.ofMillis(9_900));
		end(draining);
		assertThat(this.server.asked()).isEqualTo(10);
		assertThat(this.server.closed()).isZero();
		assertThat(this.drain.remaining().isNothing()).isTrue();
	}

	@Test
	void connectionsThatComeMeanwhileAreAskedToo() throws Exception {
		this.server.connect(100, true);
		Background<Boolean> draining = begin();
		serveUntil(Duration.ofSeconds(4));
		assertThat(this.server.asked()).isEqualTo(50);
		this.server.connect(100, true);
		serveUntil(Duration.ofSeconds(8));
		assertThat(this.server.asked()).isEqualTo(200);
		end(draining);
	}

	@Test
	void connectionsThatLeaveByThemselvesCountAgainstNobody() throws Exception {
		this.server.connect(100, true);
		Background<Boolean> draining = begin();
		serveUntil(Duration.ofSeconds(4));
		this.server.leave(30);
		serveUntil(Duration.ofSeconds(6));
		assertThat(this.server.asked()).isEqualTo(52);
		assertThat(this.drain.remaining().count()).hasValue(18);
		serveUntil(Duration.ofSeconds(8));
		assertThat(this.server.asked()).isEqualTo(70);
		end(draining);
	}

	@Test
	void lingerThatEndsEarlyEndsWhenTheIdleOnesAreClosedAndDoesNotWaitLonger() throws Exception {
		this.server.connect(100, false);
		Background<Boolean> draining = begin();
		becomeQuiet();
		assertThat(this.server.closed()).isLessThanOrEqualTo(5);
		this.ticker.advance(Duration.ofMillis(500));
		this.ticker.awaitParked("draining", LOOK);
		assertThat(this.server.closed()).isBetween(50L, 55L);
		this.ticker.advance(Duration.ofMillis(500));
		assertThat(draining.result()).isTrue();
		assertThat(this.server.asked()).isEqualTo(100);
		assertThat(this.server.closed()).isEqualTo(100);
	}

	@Test
	void crowdThatIsIdleFromTheBeginningIsStillSpread() throws Exception {
		this.server.connect(CROWD, false);
		Background<Boolean> draining = begin();
		becomeQuiet();
		this.ticker.advance(Duration.ofMillis(3_950));
		this.ticker.awaitParked("draining", LOOK);
		assertThat(this.server.closed()).isBetween(4_900L, 5_100L);
		end(draining);
		assertThat(this.server.closed()).isEqualTo(CROWD);
	}

	@Test
	void busyConnectionsAreAskedUntilTheyHear() throws Exception {
		this.server.connect(8, false).busy(true);
		Background<Boolean> draining = begin();
		serveUntil(Duration.ofSeconds(2));
		assertThat(this.server.asked()).isEqualTo(2);
		assertThat(this.server.mostAsked()).isGreaterThan(2);
		this.server.busy(false);
		serveUntil(Duration.ofSeconds(3));
		long most = this.server.mostAsked();
		serveUntil(Duration.ofSeconds(4));
		assertThat(this.server.mostAsked()).isEqualTo(most);
		end(draining);
	}

	// Both drains of the stage, as in a termination.
	private Background<Boolean> begin() throws InterruptedException {
		this.lingering = background("lingering", () -> this.linger.drain(this.context));
		Background<Boolean> draining = background("draining", () -> this.drain.drain(this.context));
		this.ticker.awaitParked("lingering", LOOK);
		this.ticker.awaitParked("draining", LOOK);
		return draining;
	}

	private static Background<Boolean> background(String name, Draining draining) {
		return Background.call(name, () -> {
			draining.run();
			return true;
		});
	}

	private List<Long> askedBySecond(Background<Boolean> draining, int seconds) throws InterruptedException {
		List<Long> asked = new ArrayList<>();
		for (int second = 1; second <= seconds; second++) {
			serveUntil(Duration.ofSeconds(second));
			assertThat(draining.isDone()).isFalse();
			asked.add(this.server.asked());
		}
		return asked;
	}

	// Requests come all the time, so it is never quiet.
	private void serveUntil(Duration time) throws InterruptedException {
		while (this.ticker.nanos() < time.toNanos()) {
			this.gate.enter("GET", "/a");
			this.ticker.advance(Duration.ofMillis(50));
			this.ticker.awaitParked("draining", LOOK);
		}
	}

	// Not before two seconds have passed; seen then, or at the look after that.
	private void becomeQuiet() throws InterruptedException {
		this.ticker.advance(Duration.ofSeconds(2));
		assertThat(this.lingering.result()).isTrue();
		this.ticker.awaitParked("draining", LOOK);
		this.ticker.advance(Duration.ofMillis(50));
		this.ticker.awaitParked("draining", LOOK);
	}

	private void end(Background<Boolean> draining) {
		this.ticker.advance(Duration.ofSeconds(10).minusNanos(this.ticker.nanos()));
		assertThat(draining.result()).isTrue();
	}

	/**
	 * What a drain does.
	 */
	@FunctionalInterface
	private interface Draining {

		void run() throws Exception;

	}

}
