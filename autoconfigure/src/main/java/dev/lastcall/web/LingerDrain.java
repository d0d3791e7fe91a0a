package dev.lastcall.web;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.ResumableDrain;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;

/**
 * {@link ResumableDrain} that keeps serving while traffic moves away. Ends after the
 * minimum as soon as no request has come for the quiet period, and at the maximum in any
 * case; at once if no traffic was ever sent here.
 */
public final class LingerDrain implements ResumableDrain {

	/**
	 * How long no request must come in a rehearsal before traffic has moved away: longer
	 * than most services wait for a request, short against a budget. At most half of the
	 * time there is, so that a short budget alone is no traffic.
	 */
	private static final Duration REHEARSED_QUIET = Duration.ofSeconds(3);

	private final RequestGate gate;

	private final LingerTimes times;

	private final BooleanSupplier servedTraffic;

	private final Ticker ticker;

	private final LongConsumer lateTraffic;

	// Written by whoever drains, read by whoever lingers no longer than this drain does.
	private volatile boolean over;

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

	/**
	 * How long a termination lingers.
	 * @return the maximum; zero if no traffic was ever sent to this process
	 */
	public Duration longest() {
		return this.servedTraffic.getAsBoolean() ? this.times.maximum() : Duration.ZERO;
	}

	/**
	 * Whether the linger has ended.
	 * @return {@code true} from the end of this drain, or of its rehearsal, until it is
	 * resumed
	 */
	public boolean isOver() {
		return this.over;
	}

	@Override
	public void drain(DrainContext context) throws InterruptedException {
		this.gate.ask();
		try {
			if (!longest().isZero()) {
				linger(context);
			}
		}
		finally {
			this.over = true;
		}
	}

	private void linger(DrainContext context) throws InterruptedException {
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

	// Watches as long as it takes, whatever is configured: what shall be configured is
	// what the rehearsal is for. Half of the time is left to the work.
	@Override
	public void rehearse(DrainContext context) throws InterruptedException {
		this.gate.ask();
		try {
			watch(context);
		}
		finally {
			this.over = true;
		}
	}

	private void watch(DrainContext context) throws InterruptedException {
		Duration most = context.remaining().dividedBy(2);
		Duration half = most.dividedBy(2);
		Duration enough = (half.compareTo(REHEARSED_QUIET) < 0) ? half : REHEARSED_QUIET;
		boolean quiet = context.child(Deadline.after(most, this.ticker))
			.await(() -> context.isCancelled() || this.gate.quiet().compareTo(enough) >= 0);
		if (!quiet) {
			throw new IllegalStateException(
					"Requests still came %d ms after the announcement. Let the load balancer heed the readiness probe, or rehearse with a longer 'lastcall.budget.grace-period'."
						.formatted(most.toMillis()));
		}
	}

	@Override
	public Optional<Duration> quiet() {
		return Optional.of(this.gate.quiet());
	}

	@Override
	public void resume() {
		this.gate.resume();
		this.over = false;
	}

}
