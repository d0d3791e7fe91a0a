/**
 * What an application needs to test its own drains. Starting point:
 * {@link dev.lastcall.test.SteppedTicker}.
 */
@NullMarked
package dev.lastcall.test;

import org.jspecify.annotations.NullMarked;
