/**
 * The tier over the JDK's own API for signals. Starting point:
 * {@link dev.lastcall.signal.jdk.JdkSignalBridge}.
 */
@NullMarked
package dev.lastcall.signal.jdk;

import org.jspecify.annotations.NullMarked;
