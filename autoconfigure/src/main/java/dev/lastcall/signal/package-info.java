/**
 * How an operating-system signal becomes a Java event. Starting point:
 * {@link dev.lastcall.signal.SignalBridge}.
 */
@NullMarked
package dev.lastcall.signal;

import org.jspecify.annotations.NullMarked;
