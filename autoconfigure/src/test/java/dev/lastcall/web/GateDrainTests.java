package dev.lastcall.web;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;
import dev.lastcall.flight.Flight;
import dev.lastcall.test.Background;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The drains that turn requests away, and wait for those that were let in.
 */
@Timeout(60)
class GateDrainTests {

	private static final Duration LOOK = Duration.ofMillis(2);

	private final SteppedTicker ticker = new SteppedTicker();

	private final RequestGate gate = new RequestGate(this.ticker);

	private final DrainContext context = DrainContext.root(Deadline.after(Duration.ofSeconds(1), this.ticker),
			this.ticker);

	@Test
	void sourcesRefuseRequests() throws Exception {
		FakeConnections server = new FakeConnections();
		Drain drain = new RefusalDrain(this.gate, List.of(server), LateRequests.SERVE);
		assertThat(drain.name()).isEqualTo("http-accept");
		assertThat(drain.stage()).isEqualTo(Stage.SOURCES);
		drain.drain(this.context);
		assertThat(this.gate.enter("GET", "/a")).isEmpty();
		assertThat(server.calls).containsExactly("makeRoom");
	}

	@Test
	void lateRequestsAreRefusedWhereTheyShallBe() {
		assertThat(new RefusalDrain(this.gate, List.of(), LateRequests.REJECT).stage()).isEqualTo(Stage.LINGER);
		assertThat(new RefusalDrain(this.gate, List.of(), LateRequests.REFUSE).stage()).isEqualTo(Stage.SOURCES);
	}

	@Test
	void workWaitsForTheRequestsInFlight() throws Exception {
		Flight flight = this.gate.enter("GET", "/a").orElseThrow();
		Drain drain = new RequestDrain(this.gate);
		assertThat(drain.name()).isEqualTo("http-requests");
		assertThat(drain.stage()).isEqualTo(Stage.WORK);
		Background<Boolean> waiting = wait(drain);
		assertThat(drain.remaining().toString()).startsWith("1 left: GET /a for 0 ms on ");
		assertThat(drain.threads()).containsExactly(Thread.currentThread());
		flight.end();
		this.ticker.advance(LOOK);
		assertThat(waiting.result()).isTrue();
		assertThat(drain.remaining().isNothing()).isTrue();
	}

	@Test
	void workGivesUpAtItsDeadlineAndTellsWhatIsLeft() throws Exception {
		this.gate.enter("GET", "/a");
		Drain drain = new RequestDrain(this.gate);
		Background<Boolean> waiting = wait(drain);
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(waiting.result()).isTrue();
		assertThat(drain.remaining().isSomething()).isTrue();
	}

	private Background<Boolean> wait(Drain drain) throws InterruptedException {
		Background<Boolean> waiting = Background.call("waiting", () -> {
			drain.drain(this.context);
			return true;
		});
		this.ticker.awaitParked("waiting", LOOK);
		return waiting;
	}

}
