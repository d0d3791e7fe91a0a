package dev.lastcall.sample.invoice;

import java.time.Instant;

/**
 * An invoice, of which an order has at most one.
 *
 * @param orderId the order
 * @param issuedAt when the order was fulfilled
 */
record Invoice(long orderId, Instant issuedAt) {
}
