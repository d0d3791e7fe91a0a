/**
 * Meters of requests in a termination.
 */
@NullMarked
package dev.lastcall.web.metrics;

import org.jspecify.annotations.NullMarked;
