package dev.lastcall.web;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.ResumableDrain;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;

/**
 * {@link ResumableDrain} that asks clients to open their next connections elsewhere: one
 * after the other while the process lingers, all at once if it does not. At the end of
 * the linger it closes what is idle.
 */
public final class ConnectionDrain implements ResumableDrain {

	/**
	 * How long a connection may be too busy to be told, where there is no linger: long
	 * against the time that a frame is read in.
	 */
	private static final Duration BUSY = Duration.ofMillis(100);

	private final ServerConnections server;

	private final LingerDrain linger;

	private final LateRequests late;

	private final Ticker ticker;

	private final LongAdder asked = new LongAdder();

	private volatile @Nullable Departure departure;

	/**
	 * Creates the drain.
	 * @param server the connections
	 * @param linger knows how long the process lingers, and when it has done so
	 * @param late what becomes of requests that come meanwhile
	 * @param ticker the clock
	 */
	public ConnectionDrain(ServerConnections server, LingerDrain linger, LateRequests late, Ticker ticker) {
		this.server = server;
		this.linger = linger;
		this.late = late;
		this.ticker = ticker;
	}

	@Override
	public String name() {
		return "http-connections";
	}

	@Override
	public Stage stage() {
		return Stage.LINGER;
	}

	/**
	 * How many connections were asked to close.
	 * @return the number since the start of the process, without those that came when all
	 * others had been asked
	 */
	public long asked() {
		return this.asked.sum();
	}

	@Override
	public void drain(DrainContext context) throws InterruptedException {
		if (this.late == LateRequests.REFUSE) {
			this.server.stopListening();
		}
		depart(context, this.linger.longest(), true);
	}

	// Closes nothing, because the process serves on.
	@Override
	public void rehearse(DrainContext context) throws InterruptedException {
		Duration longest = this.linger.longest();
		depart(context, longest.isZero() ? context.remaining().dividedBy(2) : longest, false);
	}

	private void depart(DrainContext context, Duration length, boolean closes) throws InterruptedException {
		Departure departure = new Departure(this.server, this.asked, length, this.ticker.nanos());
		this.departure = departure;
		if (!length.isZero()) {
			context.child(length).await(() -> context.isCancelled() || step(departure, closes));
		}
		departure.askAll();
		context.child(BUSY).await(departure::isEveryoneTold);
	}

	private boolean step(Departure departure, boolean closes) {
		long now = this.ticker.nanos();
		if (!departure.isDue(now)) {
			return false;
		}
		if (this.linger.isOver()) {
			departure.hurry(now);
		}
		departure.ask(now);
		if (closes) {
			departure.close(now);
		}
		return departure.isOver(now);
	}

	@Override
	public Remaining remaining() {
		Departure departure = this.departure;
		return (departure != null) ? Remaining.of(departure.left()) : Remaining.unknown();
	}

	@Override
	public void resume() {
		this.server.resume();
		this.departure = null;
	}

}
