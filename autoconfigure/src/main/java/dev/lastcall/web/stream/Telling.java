package dev.lastcall.web.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import dev.lastcall.drain.Ticker;
import dev.lastcall.web.Spread;
import dev.lastcall.web.stream.OpenStreams.Registration;

/**
 * The streams of one termination being told to go, evenly spread. For one thread at a
 * time.
 */
final class Telling {

	private final OpenStreams streams;

	private final Tellers tellers;

	private final Spread spread;

	private final Ticker ticker;

	// Those that are due and whose turn has not come.
	private final Deque<Registration> next = new ArrayDeque<>();

	private long told;

	Telling(OpenStreams streams, Tellers tellers, Duration length, Ticker ticker) {
		this.streams = streams;
		this.tellers = tellers;
		this.ticker = ticker;
		this.spread = new Spread(ticker.nanos(), length);
	}

	/**
	 * Tells those whose turn has come.
	 * @return whether nobody is left to be told
	 */
	boolean tellDue() {
		long before;
		do {
			before = this.told;
			look();
			tell(this.spread.due(this.told + this.next.size(), this.ticker.nanos()) - this.told);
		}
		while (this.told > before && this.next.isEmpty());
		return this.next.isEmpty();
	}

	// Streams that have opened meanwhile come after all that were there before.
	private void look() {
		if (this.next.isEmpty()) {
			this.next.addAll(this.streams.due());
		}
	}

	// A stream that closed by itself takes no turn.
	private void tell(long count) {
		long left = count;
		while (left > 0 && !this.next.isEmpty()) {
			if (this.tellers.tell(this.next.remove())) {
				this.told++;
				left--;
			}
		}
	}

	/**
	 * Tells everybody at once who could be told now.
	 */
	void hurry() {
		this.next.clear();
		this.streams.due().forEach(this.tellers::tell);
	}

}
