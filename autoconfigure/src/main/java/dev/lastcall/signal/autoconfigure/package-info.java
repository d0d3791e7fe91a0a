/**
 * Auto-configuration of the feature {@code signal}.
 */
@NullMarked
package dev.lastcall.signal.autoconfigure;

import org.jspecify.annotations.NullMarked;
