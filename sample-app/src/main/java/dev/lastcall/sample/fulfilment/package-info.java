/**
 * What happens to an order after it was accepted.
 */
@NullMarked
package dev.lastcall.sample.fulfilment;

import org.jspecify.annotations.NullMarked;
