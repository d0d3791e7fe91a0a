/**
 * Auto-configuration of the feature {@code work}.
 */
@NullMarked
package dev.lastcall.work.autoconfigure;

import org.jspecify.annotations.NullMarked;
