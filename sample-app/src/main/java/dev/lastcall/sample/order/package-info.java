/**
 * Orders as customers see them: the HTTP API and the table behind it.
 */
@NullMarked
package dev.lastcall.sample.order;

import org.jspecify.annotations.NullMarked;
