package dev.lastcall.flight;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Ticker;

/**
 * Everything of one sort that is in flight. Thread-safe; beginning and ending a flight
 * take no lock that others wait for.
 */
public final class InFlight {

	/**
	 * How many flights are described by name: as many as a log line bears.
	 */
	private static final int MOST_DESCRIBED = 10;

	private final Ticker ticker;

	private final Function<Object, Optional<String>> names;

	private final Set<Flight> flights = ConcurrentHashMap.newKeySet();

	/**
	 * Creates an empty set of flights.
	 * @param ticker the clock that ages are measured with
	 */
	public InFlight(Ticker ticker) {
		this(ticker, (origin) -> Optional.empty());
	}

	/**
	 * Creates an empty set of flights that may have better names than their subjects.
	 * @param ticker the clock that ages are measured with
	 * @param names knows the name of what a flight began with, empty if there is none; is
	 * asked when a flight is described, on any thread, perhaps when it has just ended
	 */
	public InFlight(Ticker ticker, Function<Object, Optional<String>> names) {
		this.ticker = ticker;
		this.names = names;
	}

	/**
	 * Begins a flight on the calling thread. Whoever reads this object after the call, in
	 * the order of volatile accesses, sees the flight.
	 * @param kind what sort of thing it is, such as a request's method
	 * @param subject which one it is, such as a request's path
	 * @return the flight, to be ended by the caller
	 */
	public Flight begin(String kind, String subject) {
		return begin(kind, subject, subject);
	}

	/**
	 * Begins a flight, as {@link #begin(String, String)} does.
	 * @param kind what sort of thing it is, such as a request's method
	 * @param subject which one it is, such as a request's path
	 * @param origin the thing itself, from which its name may become known; kept until
	 * the flight ends
	 * @return the flight, to be ended by the caller
	 */
	public Flight begin(String kind, String subject, Object origin) {
		Flight flight = new Flight(this, kind, subject, origin, this.ticker.nanos(), Thread.currentThread());
		this.flights.add(flight);
		return flight;
	}

	/**
	 * What the flights began with.
	 * @param <T> the type
	 * @param type the type of those that are wanted
	 * @return all of that type, in no particular order
	 */
	public <T> List<T> origins(Class<T> type) {
		return this.flights.stream().map(Flight::origin).filter(type::isInstance).map(type::cast).toList();
	}

	/**
	 * Interrupts the threads of the flights, except of those that were handed off. A
	 * flight that ends during the call may leave the interrupt to what its thread does
	 * next.
	 */
	public void interrupt() {
		this.flights.forEach(Flight::interrupt);
	}

	// What has just ended may be in use for something else already.
	Optional<String> nameOf(Object origin) {
		try {
			return this.names.apply(origin);
		}
		catch (RuntimeException ex) {
			return Optional.empty();
		}
	}

	void remove(Flight flight) {
		this.flights.remove(flight);
	}

	/**
	 * Whether nothing is in flight.
	 * @return {@code true} if no flight that began before the call is still under way
	 */
	public boolean isEmpty() {
		// An iterator reads the bins themselves; the map's own isEmpty() reads a count
		// that is written after them.
		return !this.flights.iterator().hasNext();
	}

	/**
	 * How many flights there are.
	 * @return the number of flights, without those that begin or end during the call
	 */
	public long count() {
		return this.flights.size();
	}

	/**
	 * The age of the oldest flight.
	 * @return the time since it began, zero if there is none
	 */
	public Duration oldest() {
		long now = this.ticker.nanos();
		long oldest = this.flights.stream().mapToLong((flight) -> now - flight.began()).max().orElse(0);
		// A flight that begins during the call is younger than now.
		return Duration.ofNanos(Math.max(0, oldest));
	}

	/**
	 * How many flights there are, the oldest ones described.
	 * @return what remains
	 */
	public Remaining remaining() {
		long now = this.ticker.nanos();
		List<Flight> flights = this.flights.stream()
			.sorted(Comparator.comparingLong((Flight flight) -> now - flight.began()).reversed())
			.toList();
		Remaining remaining = Remaining.of(flights.size(),
				flights.stream().limit(MOST_DESCRIBED).map((flight) -> flight.describe(now)).toList());
		// A flight that begins during the call is younger than now.
		return flights.isEmpty() ? remaining
				: remaining.withOldest(Duration.ofNanos(Math.max(0, now - flights.get(0).began())));
	}

	/**
	 * The threads of the flights.
	 * @return the threads on which they began
	 */
	public Collection<Thread> threads() {
		return this.flights.stream().map(Flight::thread).distinct().limit(MOST_DESCRIBED).toList();
	}

}
