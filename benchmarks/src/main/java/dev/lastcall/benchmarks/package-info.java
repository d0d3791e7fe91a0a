/**
 * The sample application with and without Last Call, as processes side by side.
 */
@NullMarked
package dev.lastcall.benchmarks;

import org.jspecify.annotations.NullMarked;
