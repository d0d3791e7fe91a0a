/**
 * The endpoint of signals. Starting point:
 * {@link dev.lastcall.signal.actuate.SignalsEndpoint}.
 */
@NullMarked
package dev.lastcall.signal.actuate;

import org.jspecify.annotations.NullMarked;
