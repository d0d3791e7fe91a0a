/**
 * The native tier: signals through a handler of our own. Starting point:
 * {@link dev.lastcall.signal.nativetier.NativeSignalBridge}.
 */
@NullMarked
package dev.lastcall.signal.nativetier;

import org.jspecify.annotations.NullMarked;
