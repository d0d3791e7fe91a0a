/**
 * Meters of open streams.
 */
@NullMarked
package dev.lastcall.web.stream.metrics;

import org.jspecify.annotations.NullMarked;
