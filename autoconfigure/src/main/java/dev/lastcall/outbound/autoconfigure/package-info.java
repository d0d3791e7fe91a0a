/**
 * Auto-configuration for calls and statements that are cancelled with the work they
 * belong to.
 */
@NullMarked
package dev.lastcall.outbound.autoconfigure;

import org.jspecify.annotations.NullMarked;
