package dev.lastcall.termination;

import dev.lastcall.drain.Ticker;

/**
 * What a coordinator runs drains with.
 *
 * @param budget the time a termination may take
 * @param ticker the clock
 * @param events who hears of it
 * @param thread the coordinator's thread, woken by whatever it waits for
 */
record Means(Budget budget, Ticker ticker, Events events, WakeableThread thread) {

	Crew crew(StageClock clock) {
		return Crew.of(clock, this.ticker, this.events, this.thread);
	}

}
