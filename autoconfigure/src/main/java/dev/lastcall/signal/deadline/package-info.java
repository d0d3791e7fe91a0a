/**
 * The deadline that the kernel keeps, when the JVM cannot. Starting point:
 * {@link dev.lastcall.signal.deadline.KernelDeadline}.
 */
@NullMarked
package dev.lastcall.signal.deadline;

import org.jspecify.annotations.NullMarked;
