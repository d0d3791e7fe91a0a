package dev.lastcall.web;

import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

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

	private final LongConsumer lateTraffic;

	/**
	 * Creates the drain.
	 * @param gate where requests pass
	 * @param times how long to linger
	 * @param servedTraffic whether traffic was ever sent to this process
	 * @param ticker the clock
	 * @param lateTraffic hears how many requests still came in the last fifth of the
	 * maximum, if any did and the maximum was reached
	 */
	public LingerDrain(RequestGate gate, LingerTimes times, BooleanSupplier servedTraffic, Ticker ticker,
			LongConsumer lateTraffic) {
		this.gate = gate;
		this.times = times;
		this.servedTraffic = servedTraffic;
		this.ticker = ticker;
		this.lateTraffic = lateTraffic;
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
		Deadline late = latest.minus(this.times.lastPart());
		boolean moved = context.child(latest).await(() -> {
			if (late.hasPassed()) {
				this.gate.expectNone();
			}
			return context.isCancelled() || (earliest.hasPassed() && isQuiet());
		});
		if (!moved && this.gate.late() > 0) {
			this.lateTraffic.accept(this.gate.late());
		}
	}

	private boolean isQuiet() {
		return this.gate.quiet().compareTo(this.times.quietPeriod()) >= 0;
	}

}
