/**
 * Meters of a termination.
 */
@NullMarked
package dev.lastcall.termination.metrics;

import org.jspecify.annotations.NullMarked;
