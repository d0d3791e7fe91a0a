package dev.lastcall.sample.order;

/**
 * A sales report.
 *
 * @param orders how many orders there are
 * @param tookMillis how long the report took, in milliseconds
 */
record OrderReport(long orders, long tookMillis) {
}
