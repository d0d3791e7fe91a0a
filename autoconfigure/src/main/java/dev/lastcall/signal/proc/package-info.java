/**
 * What Linux tells a process about itself in {@code /proc}. Starting point:
 * {@link dev.lastcall.signal.proc.ProcFiles}.
 */
@NullMarked
package dev.lastcall.signal.proc;

import org.jspecify.annotations.NullMarked;
