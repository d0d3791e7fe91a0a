package dev.lastcall.termination;

import dev.lastcall.drain.Ticker;

/**
 * Who works for the coordinator's thread in a termination.
 *
 * @param clock the time of the termination and of its stages
 * @param ticker the clock behind it
 * @param events tells what happens
 * @param owner the coordinator's thread, to be woken
 * @param asker asks drains on behalf of the coordinator's thread
 * @param watch looks after the drains that run
 * @param workers run what drains do
 */
record Crew(StageClock clock, Ticker ticker, Events events, WakeableThread owner, Asker asker, DrainWatch watch,
		Workers workers) implements AutoCloseable {

	static Crew of(StageClock clock, Ticker ticker, Events events, WakeableThread owner) {
		return new Crew(clock, ticker, events, owner, new Asker(ticker, events::tell),
				new DrainWatch(clock, ticker, owner), new Workers(owner, ticker));
	}

	@Override
	public void close() {
		this.watch.close();
		this.asker.close();
	}

}
