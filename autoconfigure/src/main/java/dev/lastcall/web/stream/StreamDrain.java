package dev.lastcall.web.stream;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.ResumableDrain;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;

/**
 * {@link ResumableDrain} that tells open streams to go while the process still serves,
 * evenly spread so that their clients do not all come back in the same second. Ends when
 * all were told but those that may finish first. Has left those that were not told.
 */
final class StreamDrain implements ResumableDrain {

	private final OpenStreams streams;

	private final Duration length;

	private final Ticker ticker;

	private final Tellers tellers;

	// Written by whoever runs the drain or resumes; never both at a time.
	private volatile @Nullable Telling telling;

	StreamDrain(OpenStreams streams, Duration length, Ticker ticker, Tellers tellers) {
		this.streams = streams;
		this.length = length;
		this.ticker = ticker;
		this.tellers = tellers;
	}

	@Override
	public String name() {
		return "http-streams";
	}

	@Override
	public Stage stage() {
		return Stage.LINGER;
	}

	@Override
	public void drain(DrainContext context) throws InterruptedException {
		// A drain that runs again, because streams opened after its end, has no more time
		// than it had.
		Telling telling = (this.telling != null) ? this.telling
				: new Telling(this.streams, this.tellers, this.length, this.ticker);
		this.telling = telling;
		context.await(() -> context.isCancelled() || telling.tellDue());
		if (context.cancellation().filter(StreamDrain::isForGood).isPresent()) {
			telling.hurry();
		}
	}

	private static boolean isForGood(Cancellation reason) {
		return reason.cause() != Cancellation.Cause.WITHDRAWN;
	}

	// To tell streams is nothing that a process which serves on could undo.
	@Override
	public void rehearse(DrainContext context) {
	}

	@Override
	public void resume() {
		this.telling = null;
	}

	@Override
	public Remaining remaining() {
		return this.streams.remaining(this.streams.due());
	}

}
