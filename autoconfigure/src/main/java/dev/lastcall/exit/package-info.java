/**
 * The end of the process: who hears the signal, when the process exits, and what halts it
 * if it does not. Starting point: {@link dev.lastcall.exit.ProcessExit}.
 */
@NullMarked
package dev.lastcall.exit;

import org.jspecify.annotations.NullMarked;
