package dev.lastcall.web;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

import dev.lastcall.drain.Ticker;
import dev.lastcall.flight.Flight;
import dev.lastcall.flight.InFlight;

/**
 * What requests pass on their way in. While the process serves, it only counts them; in a
 * termination its mode moves from {@link Mode#OPEN} over {@link Mode#ASKING} and
 * {@link Mode#EXPECTING_NONE} to {@link Mode#REFUSING}; from refusing it can never go
 * back. Thread-safe and without locks.
 */
public final class RequestGate {

	private final Ticker ticker;

	private final InFlight inFlight;

	private final LongAdder refused = new LongAdder();

	private final LongAdder late = new LongAdder();

	private final LongAdder cut = new LongAdder();

	private final AtomicReference<Mode> mode = new AtomicReference<>(Mode.OPEN);

	private volatile long lastArrival;

	/**
	 * Creates an open gate.
	 * @param ticker the clock
	 */
	public RequestGate(Ticker ticker) {
		this(ticker, (origin) -> Optional.empty());
	}

	/**
	 * Creates an open gate.
	 * @param ticker the clock
	 * @param routes knows the route of a request once it is found, see
	 * {@link #begin(String, String, Object)}
	 */
	public RequestGate(Ticker ticker, Function<Object, Optional<String>> routes) {
		this.ticker = ticker;
		this.inFlight = new InFlight(ticker, routes);
	}

	/**
	 * Lets a request in.
	 * @param method the request's method
	 * @param path the request's path, without its query
	 * @return the request's flight, or empty if it is refused
	 */
	public Optional<Flight> enter(String method, String path) {
		Flight flight = begin(method, path, path);
		return admits(flight) ? Optional.of(flight) : Optional.empty();
	}

	/**
	 * Begins the flight of a request that has yet to be let in. The order matters: a
	 * request is counted before it looks at the mode, and the mode changes before the
	 * count is read. So either the request sees that it comes too late, or who waits for
	 * the last request sees this one.
	 * @param method the request's method
	 * @param path the request's path, without its query
	 * @param request what knows the request's route, once it is found
	 * @return the request's flight, to be given to {@link #admits(Flight)}
	 */
	public Flight begin(String method, String path, Object request) {
		return this.inFlight.begin(method, path, request);
	}

	/**
	 * Whether a request is let in.
	 * @param flight the request's flight
	 * @return {@code false} if it is refused, and its flight has ended
	 */
	public boolean admits(Flight flight) {
		Mode mode = this.mode.get();
		if (mode == Mode.OPEN) {
			return true;
		}
		this.lastArrival = this.ticker.nanos();
		if (mode == Mode.REFUSING) {
			flight.end();
			this.refused.increment();
			return false;
		}
		if (mode == Mode.EXPECTING_NONE) {
			this.late.increment();
		}
		return true;
	}

	/**
	 * Whether clients shall be asked to close their connections.
	 * @return {@code true} from {@link #ask()} on
	 */
	public boolean isAsking() {
		return this.mode.get() != Mode.OPEN;
	}

	/**
	 * From now on, clients are asked to close their connections, and arrivals are timed.
	 */
	public void ask() {
		this.lastArrival = this.ticker.nanos();
		// Not if requests are refused already: whoever asks so late was abandoned.
		this.mode.compareAndSet(Mode.OPEN, Mode.ASKING);
	}

	/**
	 * From now on, until requests are refused, those that arrive are counted as late.
	 * Does nothing unless clients are asked to close their connections.
	 */
	public void expectNone() {
		this.mode.compareAndSet(Mode.ASKING, Mode.EXPECTING_NONE);
	}

	/**
	 * From now on, clients may keep their connections again. Does nothing once requests
	 * are refused.
	 */
	public void resume() {
		this.mode.updateAndGet((mode) -> (mode != Mode.REFUSING) ? Mode.OPEN : mode);
	}

	/**
	 * From now on, requests are refused.
	 */
	public void refuse() {
		this.mode.set(Mode.REFUSING);
	}

	/**
	 * How long no request has arrived.
	 * @return the time since the last arrival, or since {@link #ask()}
	 */
	public Duration quiet() {
		return Duration.ofNanos(this.ticker.nanos() - this.lastArrival);
	}

	/**
	 * The requests that were let in and have not ended.
	 * @return the requests in flight
	 */
	public InFlight inFlight() {
		return this.inFlight;
	}

	/**
	 * How many requests were refused.
	 * @return the number since the start of the process
	 */
	public long refused() {
		return this.refused.sum();
	}

	/**
	 * How many requests were let in so late that they should have gone elsewhere.
	 * @return the number since the start of the process
	 */
	public long late() {
		return this.late.sum();
	}

	/**
	 * Tells that a request which was let in was cut off, because its time was up.
	 */
	public void cutOff() {
		this.cut.increment();
	}

	/**
	 * How many requests were cut off.
	 * @return the number since the start of the process
	 */
	public long cut() {
		return this.cut.sum();
	}

	/**
	 * What a gate does with requests.
	 */
	private enum Mode {

		/**
		 * The process serves.
		 */
		OPEN,

		/**
		 * Requests are served, and their connections asked to close.
		 */
		ASKING,

		/**
		 * The same, though by now every client should have gone elsewhere.
		 */
		EXPECTING_NONE,

		/**
		 * Requests are refused.
		 */
		REFUSING

	}

}
