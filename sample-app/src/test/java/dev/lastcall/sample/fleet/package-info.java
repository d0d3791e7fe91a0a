/**
 * Instances of the order service behind a load balancer, under load, restarted.
 */
@NullMarked
package dev.lastcall.sample.fleet;

import org.jspecify.annotations.NullMarked;
