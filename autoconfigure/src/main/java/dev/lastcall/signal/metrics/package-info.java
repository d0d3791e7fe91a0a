/**
 * The meters of signals. Starting point:
 * {@link dev.lastcall.signal.metrics.SignalMetrics}.
 */
@NullMarked
package dev.lastcall.signal.metrics;

import org.jspecify.annotations.NullMarked;
