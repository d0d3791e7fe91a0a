package dev.lastcall.web;

import java.util.function.BooleanSupplier;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;

/**
 * {@link Drain} that keeps serving while traffic moves away. Ends after the minimum as
 * soon as no request has come for the quiet period, and at the maximum in any case; at
 * once if no traffic was ever sent here.
 */
public final class LingerDrain implements Drain {

	private final RequestGate gate;

	private final LingerTimes times;

	private final BooleanSupplier servedTraffic;

	private final Ticker ticker;

	/**
	 * Creates the drain.
	 * @param gate where requests pass
	 * @param times how long to linger
	 * @param servedTraffic whether traffic was ever sent to this process
	 * @param ticker the clock
	 */
	public LingerDrain(RequestGate gate, LingerTimes times, BooleanSupplier servedTraffic, Ticker ticker) {
		this.gate = gate;
		this.times = times;
		this.servedTraffic = servedTraffic;
		this.ticker = ticker;
	}

	@Override
	public String name() {
		return "http-linger";
	}

	@Override
	public Stage stage() {
		return Stage.LINGER;
	}

	@Override
	public void drain(DrainContext context) throws InterruptedException {
		this.gate.ask();
		if (!this.servedTraffic.getAsBoolean() || this.times.maximum().isZero()) {
			return;
		}
		Deadline earliest = Deadline.after(this.times.minimum(), this.ticker);
		Deadline latest = Deadline.after(this.times.maximum(), this.ticker);
		context.child(latest).await(() -> context.isCancelled() || (earliest.hasPassed() && isQuiet()));
	}

	private boolean isQuiet() {
		return this.gate.quiet().compareTo(this.times.quietPeriod()) >= 0;
	}

}
