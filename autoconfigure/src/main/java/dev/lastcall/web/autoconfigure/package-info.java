/**
 * Auto-configuration of the feature {@code web}.
 */
@NullMarked
package dev.lastcall.web.autoconfigure;

import org.jspecify.annotations.NullMarked;
