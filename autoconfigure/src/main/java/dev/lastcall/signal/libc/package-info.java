/**
 * The C library, as far as signals need it. Starting point:
 * {@link dev.lastcall.signal.libc.Libc}.
 */
@NullMarked
package dev.lastcall.signal.libc;

import org.jspecify.annotations.NullMarked;
