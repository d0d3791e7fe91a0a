/**
 * What is in flight: counted, aged and named. Starting point:
 * {@link dev.lastcall.flight.InFlight}.
 */
@NullMarked
package dev.lastcall.flight;

import org.jspecify.annotations.NullMarked;
