/**
 * A termination in a Spring application context: what begins it, what closes the context,
 * and what the log says. Starting point:
 * {@link dev.lastcall.termination.context.TerminationLifecycle}.
 */
@NullMarked
package dev.lastcall.termination.context;

import org.jspecify.annotations.NullMarked;
