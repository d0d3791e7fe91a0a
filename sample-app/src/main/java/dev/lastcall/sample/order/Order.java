package dev.lastcall.sample.order;

import java.time.Instant;

/**
 * An accepted order.
 *
 * @param id the number that the database gave to it
 * @param customer who ordered
 * @param item what was ordered
 * @param quantity how many of them
 * @param status how far the order has come
 * @param createdAt when it was accepted, by the clock of the database
 */
record Order(long id, String customer, String item, int quantity, OrderStatus status, Instant createdAt) {
}
