/**
 * Auto-configuration of the feature {@code termination}.
 */
@NullMarked
package dev.lastcall.termination.autoconfigure;

import org.jspecify.annotations.NullMarked;
