package dev.lastcall.web;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.flight.Flight;
import dev.lastcall.test.Race;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class RequestGateTests {

	private final SteppedTicker ticker = new SteppedTicker();

	private final RequestGate gate = new RequestGate(this.ticker);

	@Test
	void openGateCountsRequestsAndAsksNothing() {
		Optional<Flight> flight = this.gate.enter("GET", "/a");
		assertThat(flight).isPresent();
		assertThat(this.gate.inFlight().count()).isEqualTo(1);
		assertThat(this.gate.isAsking()).isFalse();
		assertThat(this.gate.refused()).isZero();
		flight.get().end();
		assertThat(this.gate.inFlight().isEmpty()).isTrue();
	}

	@Test
	void askingGateLetsRequestsIn() {
		this.gate.ask();
		assertThat(this.gate.isAsking()).isTrue();
		assertThat(this.gate.enter("GET", "/a")).isPresent();
		assertThat(this.gate.inFlight().count()).isEqualTo(1);
		assertThat(this.gate.refused()).isZero();
	}

	@Test
	void refusingGateLetsNobodyInAndKeepsWhoIsIn() {
		this.gate.enter("GET", "/before");
		this.gate.refuse();
		assertThat(this.gate.isAsking()).isTrue();
		assertThat(this.gate.enter("GET", "/after")).isEmpty();
		assertThat(this.gate.enter("GET", "/after")).isEmpty();
		assertThat(this.gate.refused()).isEqualTo(2);
		assertThat(this.gate.inFlight().remaining().details()).singleElement().asString().startsWith("GET /before");
	}

	@Test
	void gateThatIsAskedByAnAbandonedDrainAfterItRefusesDoesNotOpenAgain() {
		this.gate.refuse();
		this.gate.ask();
		assertThat(this.gate.enter("GET", "/a")).isEmpty();
		assertThat(this.gate.isAsking()).isTrue();
	}

	@Test
	void itIsNotQuietWhileRequestsAreRefused() {
		this.gate.ask();
		this.gate.refuse();
		this.ticker.advance(Duration.ofSeconds(1));
		this.gate.enter("GET", "/refused");
		assertThat(this.gate.quiet()).isZero();
	}

	@Test
	void quietIsTheTimeSinceTheLastArrivalOrSinceAsking() {
		this.ticker.advance(Duration.ofSeconds(5));
		this.gate.ask();
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(this.gate.quiet()).isEqualTo(Duration.ofSeconds(1));
		Optional<Flight> flight = this.gate.enter("GET", "/a");
		assertThat(this.gate.quiet()).isZero();
		this.ticker.advance(Duration.ofSeconds(2));
		flight.orElseThrow().end();
		assertThat(this.gate.quiet()).isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void arrivalsAreTimedOnlyWhenSomebodyAsks() {
		this.ticker.advance(Duration.ofSeconds(5));
		this.gate.enter("GET", "/a");
		assertThat(this.gate.quiet()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void requestsAreLateOnlyBetweenExpectingNoneAndRefusing() {
		this.gate.expectNone();
		this.gate.enter("GET", "/open");
		this.gate.ask();
		this.gate.enter("GET", "/asking");
		assertThat(this.gate.late()).isZero();
		this.gate.expectNone();
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(this.gate.enter("GET", "/late")).isPresent();
		assertThat(this.gate.quiet()).isZero();
		assertThat(this.gate.isAsking()).isTrue();
		this.gate.refuse();
		this.gate.expectNone();
		assertThat(this.gate.enter("GET", "/refused")).isEmpty();
		assertThat(this.gate.late()).isOne();
	}

	@Test
	void gateThatAsksOpensAgain() {
		this.gate.ask();
		this.gate.resume();
		assertThat(this.gate.isAsking()).isFalse();
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(this.gate.enter("GET", "/a")).isPresent();
		assertThat(this.gate.quiet()).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void gateThatExpectsNoneOpensAgain() {
		this.gate.ask();
		this.gate.expectNone();
		this.gate.resume();
		assertThat(this.gate.isAsking()).isFalse();
		assertThat(this.gate.enter("GET", "/a")).isPresent();
		assertThat(this.gate.late()).isZero();
	}

	@Test
	void gateThatOpenedAgainAsksAgain() {
		this.gate.ask();
		this.gate.resume();
		this.ticker.advance(Duration.ofSeconds(5));
		this.gate.ask();
		assertThat(this.gate.isAsking()).isTrue();
		assertThat(this.gate.quiet()).isZero();
	}

	@Test
	void gateThatRefusesNeverOpensAgain() {
		this.gate.ask();
		this.gate.refuse();
		this.gate.resume();
		assertThat(this.gate.isAsking()).isTrue();
		assertThat(this.gate.enter("GET", "/a")).isEmpty();
	}

	@Test
	void requestThatRacesWithTheRefusalIsEitherRefusedOrSeenByWhoWaitsForTheLastOne() throws Exception {
		try (Race race = new Race(2)) {
			for (int i = 0; i < 20_000; i++) {
				RequestGate raced = new RequestGate(this.ticker);
				AtomicBoolean letIn = new AtomicBoolean();
				AtomicBoolean seemedEmpty = new AtomicBoolean();
				race.run(() -> letIn.set(raced.enter("GET", "/a").isPresent()), () -> {
					raced.refuse();
					seemedEmpty.set(raced.inFlight().isEmpty());
				});
				assertThat(letIn.get() && seemedEmpty.get()).isFalse();
				assertThat(raced.refused() + raced.inFlight().count()).isEqualTo(1);
			}
		}
	}

}
