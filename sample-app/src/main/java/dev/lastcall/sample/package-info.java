/**
 * An order service that leaves well.
 */
@NullMarked
package dev.lastcall.sample;

import org.jspecify.annotations.NullMarked;
