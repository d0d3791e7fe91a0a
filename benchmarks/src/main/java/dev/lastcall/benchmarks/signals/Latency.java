package dev.lastcall.benchmarks.signals;

import java.time.Duration;
import java.util.List;

/**
 * How long signals took to reach a receiver.
 *
 * @param receiver the name of the receiver
 * @param first the first signal of each of its processes
 * @param warm the signals after the warm-up, of all its processes
 */
public record Latency(String receiver, List<Duration> first, List<Duration> warm) {

}
