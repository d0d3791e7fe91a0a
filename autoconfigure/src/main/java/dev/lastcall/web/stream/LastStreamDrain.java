package dev.lastcall.web.stream;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;

/**
 * {@link Drain} of the streams that may finish by themselves, and of those that requests
 * in flight still open. Tells each to go once it has been open for as long as it may, and
 * all that are left when the time of the work is over. Has left those that were not told.
 */
final class LastStreamDrain implements Drain {

	/**
	 * How long streams that were told are given to close at most: a client has to answer,
	 * but one that does not must not hold the process.
	 */
	private static final Duration CLOSING = Duration.ofSeconds(1);

	/**
	 * How often it looks whose time has come: soon for a client, and seldom enough to
	 * count many thousands.
	 */
	private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(50).toNanos();

	private final OpenStreams streams;

	private final BooleanSupplier opening;

	private final Ticker ticker;

	private final Tellers tellers;

	// Belongs to the drain's thread.
	private long lookAgain;

	LastStreamDrain(OpenStreams streams, BooleanSupplier opening, Ticker ticker, Tellers tellers) {
		this.streams = streams;
		this.opening = opening;
		this.ticker = ticker;
		this.tellers = tellers;
	}

	@Override
	public String name() {
		return "http-last-streams";
	}

	@Override
	public Stage stage() {
		return Stage.WORK;
	}

	@Override
	public void drain(DrainContext context) throws InterruptedException {
		this.lookAgain = this.ticker.nanos();
		context.await(() -> context.isCancelled() || tellDue());
		this.streams.untold().forEach(this.tellers::tell);
		context.child(Deadline.after(CLOSING, this.ticker))
			.await(() -> context.isCancelled() || this.streams.isEmpty());
	}

	private boolean tellDue() {
		long now = this.ticker.nanos();
		if (now - this.lookAgain >= 0) {
			this.lookAgain = now + LOOK_AGAIN_NANOS;
			this.streams.due().forEach(this.tellers::tell);
		}
		return !this.opening.getAsBoolean() && !this.streams.hasUntold();
	}

	@Override
	public Remaining remaining() {
		return this.streams.remaining(this.streams.untold());
	}

}
