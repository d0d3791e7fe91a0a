package dev.lastcall.flight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Ticker;
import dev.lastcall.test.Background;
import dev.lastcall.test.Race;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class InFlightTests {

	private final SteppedTicker ticker = new SteppedTicker();

	private final InFlight inFlight = new InFlight(this.ticker);

	@Test
	void nothingIsInFlightInTheBeginning() {
		assertThat(this.inFlight.isEmpty()).isTrue();
		assertThat(this.inFlight.count()).isZero();
		assertThat(this.inFlight.oldest()).isZero();
		assertThat(this.inFlight.remaining()).isEqualTo(Remaining.nothing());
		assertThat(this.inFlight.threads()).isEmpty();
	}

	@Test
	void flightIsUnderWayUntilItEndsAndEndsOnce() {
		Flight first = this.inFlight.begin("GET", "/a");
		Flight same = this.inFlight.begin("GET", "/a");
		assertThat(this.inFlight.count()).isEqualTo(2);
		first.end();
		first.end();
		assertThat(this.inFlight.count()).isEqualTo(1);
		assertThat(this.inFlight.isEmpty()).isFalse();
		same.end();
		assertThat(this.inFlight.isEmpty()).isTrue();
	}

	@Test
	void flightMayEndOnAnotherThread() {
		Flight flight = this.inFlight.begin("GET", "/a");
		Background.call("other", () -> {
			flight.end();
			return true;
		}).result();
		assertThat(this.inFlight.isEmpty()).isTrue();
		assertThat(flight.thread()).isSameAs(Thread.currentThread());
	}

	@Test
	void flightIsDescribedByTheNameThatItsOriginHasByThen() {
		AtomicReference<Optional<String>> name = new AtomicReference<>(Optional.empty());
		InFlight named = new InFlight(this.ticker, (origin) -> {
			assertThat(origin).isEqualTo(7);
			return name.get();
		});
		named.begin("GET", "/orders/7", 7);
		assertThat(named.remaining().details()).singleElement().asString().startsWith("GET /orders/7 for 0 ms on ");
		name.set(Optional.of("/orders/{id}"));
		assertThat(named.remaining().details()).singleElement().asString().startsWith("GET /orders/{id} for 0 ms on ");
	}

	@Test
	void flightWhoseOriginIsGoneKeepsItsSubject() {
		InFlight named = new InFlight(this.ticker, (origin) -> {
			throw new IllegalStateException("recycled");
		});
		named.begin("GET", "/orders/7", 7);
		assertThat(named.remaining().details()).singleElement().asString().startsWith("GET /orders/7 for 0 ms on ");
	}

	@Test
	void ageIsThatOfTheOldestFlight() {
		Flight old = this.inFlight.begin("GET", "/old");
		this.ticker.advance(Duration.ofSeconds(2));
		this.inFlight.begin("GET", "/young");
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(this.inFlight.oldest()).isEqualTo(Duration.ofSeconds(3));
		old.end();
		assertThat(this.inFlight.oldest()).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void flightThatBeginsWhileTheAgeIsTakenDoesNotMakeItNegative() {
		AtomicReference<InFlight> taken = new AtomicReference<>();
		Ticker interleaved = new Ticker() {

			private long now;

			@Override
			public long nanos() {
				long read = this.now++;
				// Only the call of oldest() itself lets another request in.
				InFlight flights = taken.getAndSet(null);
				if (flights != null) {
					flights.begin("GET", "/late");
				}
				return read;
			}

			@Override
			public void park(long nanos) {
				throw new UnsupportedOperationException();
			}

		};
		InFlight flights = new InFlight(interleaved);
		taken.set(flights);
		assertThat(flights.oldest()).isZero();
		assertThat(flights.count()).isEqualTo(1);
	}

	@Test
	void remainingDescribesTheOldestTenAndCountsAll() {
		IntStream.range(0, 12).forEach((i) -> {
			this.inFlight.begin("GET", "/" + i);
			this.ticker.advance(Duration.ofMillis(100));
		});
		Remaining remaining = this.inFlight.remaining();
		assertThat(remaining.count()).hasValue(12);
		String thread = Thread.currentThread().getName();
		assertThat(remaining.details()).hasSize(10)
			.startsWith("GET /0 for 1200 ms on " + thread, "GET /1 for 1100 ms on " + thread)
			.endsWith("GET /9 for 300 ms on " + thread);
	}

	@Test
	void threadsAreThoseOfTheFlightsEachOnceAndAtMostTen() {
		this.inFlight.begin("GET", "/a");
		this.inFlight.begin("GET", "/b");
		assertThat(this.inFlight.threads()).containsExactly(Thread.currentThread());
		List<Thread> others = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			others.add(Background.call("other", () -> this.inFlight.begin("GET", "/c")).result().thread());
		}
		assertThat(this.inFlight.threads()).hasSize(10).doesNotHaveDuplicates();
		assertThat(others).hasSize(12);
	}

	@Test
	void flightIsNeverOverlookedHoweverManyBeginAndEndElsewhere() throws Exception {
		this.inFlight.begin("GET", "/stays");
		AtomicInteger busy = new AtomicInteger(3);
		AtomicInteger overlooked = new AtomicInteger();
		Runnable traffic = () -> {
			for (int i = 0; i < 20_000; i++) {
				Flight first = this.inFlight.begin("GET", "/a");
				this.inFlight.begin("GET", "/b").end();
				first.end();
			}
			busy.decrementAndGet();
		};
		try (Race race = new Race(4)) {
			race.run(traffic, traffic, traffic, () -> {
				while (busy.get() > 0) {
					overlooked.addAndGet(this.inFlight.isEmpty() ? 1 : 0);
				}
			});
		}
		assertThat(overlooked).hasValue(0);
	}

	@Test
	void noneIsLostWhenManyBeginAndEndAtTheSameTime() throws Exception {
		try (Race race = new Race(8)) {
			Runnable traffic = () -> {
				for (int i = 0; i < 5000; i++) {
					Flight flight = this.inFlight.begin("GET", "/" + i);
					assertThat(this.inFlight.isEmpty()).isFalse();
					assertThat(this.inFlight.count()).isPositive();
					flight.end();
				}
				this.inFlight.begin("GET", "/stays");
			};
			race.run(IntStream.range(0, 8).mapToObj((i) -> traffic).toArray(Runnable[]::new));
		}
		assertThat(this.inFlight.count()).isEqualTo(8);
		assertThat(this.inFlight.remaining().details()).hasSize(8)
			.allMatch((detail) -> detail.startsWith("GET /stays"));
	}

	@Test
	void whatRemainsTellsTheAgeOfTheOldest() {
		assertThat(this.inFlight.remaining().oldest()).isEmpty();
		this.inFlight.begin("GET", "/old");
		this.ticker.advance(Duration.ofSeconds(3));
		this.inFlight.begin("GET", "/new");
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(this.inFlight.remaining().oldest()).contains(Duration.ofSeconds(4));
	}

}
