/**
 * What can be said of the signals of this process at one moment. Starting point:
 * {@link dev.lastcall.signal.inspection.SignalInspection}.
 */
@NullMarked
package dev.lastcall.signal.inspection;

import org.jspecify.annotations.NullMarked;
