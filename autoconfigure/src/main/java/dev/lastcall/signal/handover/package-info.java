/**
 * How a better tier takes over while signals come in. Starting point:
 * {@link dev.lastcall.signal.handover.TieredSignalBridge}.
 */
@NullMarked
package dev.lastcall.signal.handover;

import org.jspecify.annotations.NullMarked;
