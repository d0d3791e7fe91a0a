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
 * {@link ConnectionDrain} without a linger, cut short, and in a rehearsal.
 */
@Timeout(60)
class ConnectionsAskedAtOnceTests {

	private static final Duration LOOK = Duration.ofMillis(2);

	private static final int CROWD = 10_000;

	private final SteppedTicker ticker = new SteppedTicker();

	private final RequestGate gate = new RequestGate(this.ticker);

	private final DrainContext context = DrainContext.root(Deadline.after(Duration.ofSeconds(20), this.ticker),
			this.ticker);

	private final FakeConnections server = new FakeConnections();

	private boolean servedTraffic;

	private final LingerDrain linger = new LingerDrain(this.gate,
			new LingerTimes(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(1)),
			() -> this.servedTraffic, this.ticker, (late) -> {
			});

	private final ConnectionDrain drain = drain(LateRequests.SERVE);

	@Test
	void everybodyIsAskedAtOnceWithoutALinger() throws Exception {
		this.server.connect(CROWD, false);
		this.drain.drain(this.context);
		assertThat(this.server.asked()).isEqualTo(CROWD);
		assertThat(this.server.closed()).isZero();
		assertThat(this.server.calls).containsExactly("closeAfterEachResponse");
		assertThat(this.ticker.nanos()).isZero();
	}

	@Test
	void everybodyIsAskedAtOnceWhenTheTerminationIsInAHurry() throws Exception {
		this.servedTraffic = true;
		this.server.connect(CROWD, false);
		Background<Boolean> draining = background("draining", () -> this.drain.drain(this.context));
		this.ticker.advance(Duration.ofSeconds(1));
		this.ticker.awaitParked("draining", LOOK);
		this.context.cancel(new Cancellation(Cancellation.Cause.EXPEDITED, "Hurry."));
		this.ticker.advance(LOOK);
		assertThat(draining.result()).isTrue();
		assertThat(this.server.asked()).isEqualTo(CROWD);
		assertThat(this.server.calls).containsExactly("closeAfterEachResponse");
	}

	@Test
	void busyConnectionHoldsATerminationWithoutALingerForAMomentOnly() throws Exception {
		this.server.connect(1, false).busy(true);
		Background<Boolean> draining = background("draining", () -> this.drain.drain(this.context));
		this.ticker.advance(Duration.ofMillis(100));
		assertThat(draining.result()).isTrue();
		assertThat(this.server.mostAsked()).isGreaterThan(1);
	}

	@Test
	void listenerIsClosedFirstWhereNewConnectionsAreRefused() throws Exception {
		drain(LateRequests.REFUSE).drain(this.context);
		assertThat(this.server.calls).containsExactly("stopListening", "closeAfterEachResponse");
	}

	// When it has been quiet for three seconds, as fast as few connections go.
	@Test
	void rehearsalAsksButClosesNothingAndIsUndone() throws Exception {
		this.server.connect(100, false);
		Background<Boolean> lingering = background("lingering", () -> this.linger.rehearse(this.context));
		this.ticker.advance(Duration.ofSeconds(3));
		assertThat(lingering.result()).isTrue();
		ConnectionDrain refusing = drain(LateRequests.REFUSE);
		Background<Boolean> rehearsing = background("rehearsing", () -> refusing.rehearse(this.context));
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(rehearsing.result()).isTrue();
		assertThat(this.server.asked()).isEqualTo(100);
		assertThat(this.server.closed()).isZero();
		refusing.resume();
		assertThat(this.server.calls).containsExactly("closeAfterEachResponse", "resume");
		assertThat(refusing.remaining().count()).isEmpty();
	}

	private ConnectionDrain drain(LateRequests late) {
		return new ConnectionDrain(this.server, this.linger, late, this.ticker);
	}

	private Background<Boolean> background(String name, Draining draining) throws InterruptedException {
		Background<Boolean> background = Background.call(name, () -> {
			draining.run();
			return true;
		});
		this.ticker.awaitParked(name, LOOK);
		return background;
	}

	/**
	 * What a drain does.
	 */
	@FunctionalInterface
	private interface Draining {

		void run() throws Exception;

	}

}
