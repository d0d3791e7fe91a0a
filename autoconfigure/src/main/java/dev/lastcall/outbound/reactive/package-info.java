/**
 * Calls over HTTP by the reactive client of Spring.
 */
@NullMarked
package dev.lastcall.outbound.reactive;

import org.jspecify.annotations.NullMarked;
