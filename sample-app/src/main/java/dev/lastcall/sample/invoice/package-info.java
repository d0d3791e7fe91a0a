/**
 * Invoices for fulfilled orders, buffered and written in batches.
 */
@NullMarked
package dev.lastcall.sample.invoice;

import org.jspecify.annotations.NullMarked;
