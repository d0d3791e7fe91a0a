/**
 * What an application needs to test how it ends. Starting points:
 * {@link dev.lastcall.test.FakeSignalBridge} for an application, and
 * {@link dev.lastcall.test.SteppedTicker} for a drain.
 */
@NullMarked
package dev.lastcall.test;

import org.jspecify.annotations.NullMarked;
