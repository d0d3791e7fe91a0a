package dev.lastcall.signal;

/**
 * A signal that arrived.
 *
 * @param signal which one
 * @param nanos when, on the clock of {@link System#nanoTime()}
 */
public record SignalEvent(PosixSignal signal, long nanos) {

}
