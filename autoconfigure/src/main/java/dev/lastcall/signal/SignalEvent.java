package dev.lastcall.signal;

import java.util.Optional;

/**
 * A signal that arrived.
 *
 * @param signal which one
 * @param nanos when, on the clock of {@link System#nanoTime()}: in the native tier the
 * moment at which the kernel delivered it
 * @param sender who sent it, where the tier tells
 * @param count how many arrivals this event stands for: more than one only where the
 * native tier's ring had no room for their details
 */
public record SignalEvent(PosixSignal signal, long nanos, Optional<Sender> sender, long count) {

	/**
	 * An arrival whose sender is unknown.
	 * @param signal which one
	 * @param nanos when
	 * @return the event
	 */
	public static SignalEvent of(PosixSignal signal, long nanos) {
		return new SignalEvent(signal, nanos, Optional.empty(), 1);
	}

}
