package dev.lastcall.web;

import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * How connections move away in the course of one linger. First all of them are asked,
 * evenly, in the first four fifths; the last fifth is there for the responses that tell
 * them. What is asked and stays idle is closed in the second half, at most twice as fast.
 * Once traffic has moved away there is nobody left to be gentle to, and the rest goes
 * quickly. Used by one thread; what is left may be read by others.
 */
final class Departure {

	/**
	 * How often connections are looked at: 20 steps each second are even enough, and all
	 * of 10,000 connections are looked at in about a millisecond.
	 */
	private static final long STEP_NANOS = Duration.ofMillis(50).toNanos();

	/**
	 * How fast connections go, at least, once traffic has moved away: 100 each second.
	 * Fewer clients than that are no crowd wherever they come back.
	 */
	private static final Duration EACH = Duration.ofMillis(10);

	private final ServerConnections server;

	private final LongAdder counter;

	// Shorter than the last part, because to be asked may be the last thing that
	// happened.
	private final Duration idle;

	private final long end;

	// In the order in which they were asked, while they are open.
	private final Set<ClientConnection> asked = new LinkedHashSet<>();

	private final Set<ClientConnection> busy = new HashSet<>();

	private Pace asking;

	private Pace closing;

	private long next;

	private boolean quick;

	private long told;

	private volatile long left;

	Departure(ServerConnections server, LongAdder counter, Duration length, long now) {
		this.server = server;
		this.counter = counter;
		Duration lastPart = LingerTimes.lastPartOf(length);
		this.idle = lastPart.dividedBy(2);
		this.next = now;
		this.end = now + length.toNanos();
		this.asking = new Pace(new Spread(now, length.minus(lastPart)), 0);
		Duration half = length.dividedBy(2);
		this.closing = new Pace(new Spread(now + half.toNanos(), half), 0);
	}

	// Not at every look, but at the last one.
	boolean isDue(long now) {
		if (now - this.next < 0 && now - this.end < 0) {
			return false;
		}
		this.next = now + STEP_NANOS;
		return true;
	}

	// Asks as many as may have been asked by now.
	void ask(long now) {
		Set<? extends ClientConnection> open = look();
		long all = count(open);
		ask(open, this.asking.due(all, now) - this.told);
		this.left = all - this.told;
		if (this.asking.isOver(now)) {
			this.server.closeAfterEachResponse();
		}
	}

	// Asks whoever has not been asked, without regard to the time.
	void askAll() {
		this.server.closeAfterEachResponse();
		ask(look(), Long.MAX_VALUE);
		this.left = 0;
	}

	// Closes as many as may have gone by now.
	void close(long now) {
		Set<? extends ClientConnection> open = look();
		long due = this.closing.due(count(open), now) - gone();
		Iterator<ClientConnection> connections = this.asked.iterator();
		for (long closed = 0; closed < due && connections.hasNext();) {
			if (connections.next().closeIfIdle(this.idle)) {
				closed++;
			}
		}
	}

	// Traffic has moved away; does nothing if that is known already.
	void hurry(long now) {
		if (this.quick) {
			return;
		}
		this.quick = true;
		Set<? extends ClientConnection> open = look();
		long rest = Math.min(this.end - now, EACH.toNanos() * open.size());
		Spread spread = new Spread(now, Duration.ofNanos(rest));
		this.asking = new Pace(spread, this.told);
		this.closing = new Pace(spread, gone());
	}

	boolean isOver(long now) {
		return this.quick && this.asking.isOver(now) && this.closing.isOver(now);
	}

	// Asks those again who could not be told.
	boolean isEveryoneTold() {
		look();
		return this.busy.isEmpty();
	}

	long left() {
		return this.left;
	}

	private Set<? extends ClientConnection> look() {
		Set<? extends ClientConnection> open = this.server.open();
		this.asked.retainAll(open);
		this.busy.retainAll(this.asked);
		this.busy.removeIf(ClientConnection::ask);
		return open;
	}

	// Those that were asked and have gone are still counted, so that the rest is as even
	// as the beginning.
	private long count(Set<? extends ClientConnection> open) {
		return gone() + open.size();
	}

	private long gone() {
		return this.told - this.asked.size();
	}

	private void ask(Set<? extends ClientConnection> open, long due) {
		Iterator<? extends ClientConnection> connections = open.iterator();
		for (long asked = 0; asked < due && connections.hasNext();) {
			ClientConnection connection = connections.next();
			if (this.asked.add(connection)) {
				asked++;
				tell(connection);
			}
		}
	}

	private void tell(ClientConnection connection) {
		this.told++;
		this.counter.increment();
		if (!connection.ask()) {
			this.busy.add(connection);
		}
	}

	/**
	 * A spread that goes on from what has happened before it.
	 *
	 * @param spread over how long
	 * @param before how many had gone by then
	 */
	private record Pace(Spread spread, long before) {

		long due(long count, long now) {
			return this.before + this.spread.due(count - this.before, now);
		}

		boolean isOver(long now) {
			return this.spread.isOver(now);
		}

	}

}
