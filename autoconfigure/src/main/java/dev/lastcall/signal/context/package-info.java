/**
 * Signals in an application context. Starting point:
 * {@link dev.lastcall.signal.context.ContextSignals}.
 */
@NullMarked
package dev.lastcall.signal.context;

import org.jspecify.annotations.NullMarked;
