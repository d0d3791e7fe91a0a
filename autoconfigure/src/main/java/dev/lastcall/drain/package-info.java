/**
 * What must come to rest before the process may leave, and the context that bounds it.
 * Starting points: {@link dev.lastcall.drain.Drain} and
 * {@link dev.lastcall.drain.DrainContext}.
 */
@NullMarked
package dev.lastcall.drain;

import org.jspecify.annotations.NullMarked;
