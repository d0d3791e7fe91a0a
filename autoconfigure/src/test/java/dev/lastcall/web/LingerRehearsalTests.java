package dev.lastcall.web;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.test.Background;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rehearses with 20 s to go, of which half may be watched, until no request has come for
 * 3 s. Looks every 2 ms.
 */
@Timeout(60)
class LingerRehearsalTests {

	private static final Duration LOOK = Duration.ofMillis(2);

	private final SteppedTicker ticker = new SteppedTicker();

	private final RequestGate gate = new RequestGate(this.ticker);

	private final DrainContext context = within(Duration.ofSeconds(20));

	private final LingerDrain drain = new LingerDrain(this.gate,
			new LingerTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO), () -> false, this.ticker, (late) -> {
				throw new AssertionError("late: " + late);
			});

	@Test
	void watchesWhateverIsConfiguredUntilItIsQuiet() throws Exception {
		Background<Boolean> rehearsing = rehearse(this.context);
		assertThat(this.gate.isAsking()).isTrue();
		lookAt(Duration.ofMillis(2_998));
		assertThat(rehearsing.isDone()).isFalse();
		this.ticker.advance(LOOK);
		assertThat(rehearsing.result()).isTrue();
	}

	@Test
	void everyArrivalBeginsTheWatchAnew() throws Exception {
		Background<Boolean> rehearsing = rehearse(this.context);
		lookAt(Duration.ofMillis(2_000));
		this.gate.enter("GET", "/a");
		lookAt(Duration.ofMillis(4_998));
		assertThat(rehearsing.isDone()).isFalse();
		this.ticker.advance(LOOK);
		assertThat(rehearsing.result()).isTrue();
		assertThat(this.drain.quiet()).contains(Duration.ofSeconds(3));
	}

	@Test
	void trafficThatNeverStopsFailsItAndLeavesHalfOfTheTimeToTheWork() throws Exception {
		Background<Boolean> rehearsing = rehearse(this.context);
		for (int second = 2; second < 10; second += 2) {
			lookAt(Duration.ofSeconds(second));
			this.gate.enter("GET", "/a");
		}
		lookAt(Duration.ofMillis(9_998));
		assertThat(rehearsing.isDone()).isFalse();
		this.ticker.advance(LOOK);
		assertThat(rehearsing.failure()).isInstanceOf(IllegalStateException.class)
			.hasMessage(
					"Requests still came 10000 ms after the announcement. Let the load balancer heed the readiness probe, or rehearse with a longer 'lastcall.budget.grace-period'.");
		assertThat(this.gate.late()).isZero();
	}

	@Test
	void shortBudgetAloneIsNoTraffic() throws Exception {
		Background<Boolean> rehearsing = rehearse(within(Duration.ofSeconds(4)));
		lookAt(Duration.ofMillis(998));
		assertThat(rehearsing.isDone()).isFalse();
		this.ticker.advance(LOOK);
		assertThat(rehearsing.result()).isTrue();
	}

	@Test
	void terminationEndsIt() throws Exception {
		DrainContext context = this.context;
		Background<Boolean> rehearsing = rehearse(context);
		context.cancel(new Cancellation(Cancellation.Cause.EXPEDITED, "A termination begins."));
		this.ticker.advance(LOOK);
		assertThat(rehearsing.result()).isTrue();
	}

	@Test
	void resumeKeepsConnectionsAgain() throws Exception {
		Background<Boolean> rehearsing = rehearse(this.context);
		this.ticker.advance(Duration.ofSeconds(3));
		assertThat(rehearsing.result()).isTrue();
		assertThat(this.gate.isAsking()).isTrue();
		this.drain.resume();
		assertThat(this.gate.isAsking()).isFalse();
	}

	private DrainContext within(Duration time) {
		return DrainContext.root(Deadline.after(time, this.ticker), this.ticker);
	}

	private Background<Boolean> rehearse(DrainContext context) throws InterruptedException {
		Background<Boolean> rehearsing = Background.call("rehearsing", () -> {
			this.drain.rehearse(context);
			return true;
		});
		this.ticker.awaitParked("rehearsing", LOOK);
		return rehearsing;
	}

	// Steps to a time and waits until the drain has looked there and waits on.
	private void lookAt(Duration time) throws InterruptedException {
		this.ticker.advance(time.minusNanos(this.ticker.nanos()));
		this.ticker.awaitParked("rehearsing", LOOK);
	}

}
