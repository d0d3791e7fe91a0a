/**
 * The machine code that the kernel calls for a signal, and the memory it writes to.
 * Starting point: {@link dev.lastcall.signal.stub.Stub}.
 */
@NullMarked
package dev.lastcall.signal.stub;

import org.jspecify.annotations.NullMarked;
