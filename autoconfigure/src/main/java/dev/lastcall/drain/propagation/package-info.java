/**
 * Takes the drain context of a thread along to where Micrometer takes others.
 */
@NullMarked
package dev.lastcall.drain.propagation;

import org.jspecify.annotations.NullMarked;
