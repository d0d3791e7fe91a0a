package dev.lastcall.termination;

import java.util.List;
import java.util.function.BooleanSupplier;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Stage;
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

	// Outside of a termination: nobody but the measurement hears of the drains, and the
	// run is left as soon as something else is wanted.
	void tryOut(Stage stage, List<? extends Drain> drains, StageClock clock, Measurement measurement,
			BooleanSupplier left) {
		try (Crew crew = Crew.of(clock, this.ticker, new Events(measurement, List.of(), this.ticker), this.thread)) {
			new StageRun(stage, List.copyOf(drains), crew, left).run();
		}
	}

}
