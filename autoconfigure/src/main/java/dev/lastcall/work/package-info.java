/**
 * Work that is not a request: finished before the process leaves, or named.
 */
@NullMarked
package dev.lastcall.work;

import org.jspecify.annotations.NullMarked;
