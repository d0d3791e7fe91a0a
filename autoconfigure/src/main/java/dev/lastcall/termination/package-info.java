/**
 * A termination: ordered drains under one deadline, told as events. Starting point:
 * {@link dev.lastcall.termination.Coordinator}.
 */
@NullMarked
package dev.lastcall.termination;

import org.jspecify.annotations.NullMarked;
