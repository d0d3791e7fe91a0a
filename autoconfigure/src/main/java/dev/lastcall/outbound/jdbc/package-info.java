/**
 * Statements of a database. Starting point:
 * {@link dev.lastcall.outbound.jdbc.CancellableDataSource}.
 */
@NullMarked
package dev.lastcall.outbound.jdbc;

import org.jspecify.annotations.NullMarked;
