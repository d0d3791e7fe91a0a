/**
 * The Actuator view of a termination.
 */
@NullMarked
package dev.lastcall.termination.actuate;

import org.jspecify.annotations.NullMarked;
