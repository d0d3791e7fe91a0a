/**
 * How long a signal takes from {@code kill} to the receiver's code, for receivers of
 * several kinds. Starting point: {@link dev.lastcall.benchmarks.signals.SignalLatency}.
 */
@NullMarked
package dev.lastcall.benchmarks.signals;

import org.jspecify.annotations.NullMarked;
