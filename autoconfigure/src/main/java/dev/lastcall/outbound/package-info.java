/**
 * What the application asks of others while it works for somebody: cancelled together
 * with that work. Starting point: {@link dev.lastcall.outbound.InterruptibleCall}.
 */
@NullMarked
package dev.lastcall.outbound;

import org.jspecify.annotations.NullMarked;
