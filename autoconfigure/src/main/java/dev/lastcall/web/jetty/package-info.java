/**
 * What only Jetty can do for requests in a termination.
 */
@NullMarked
package dev.lastcall.web.jetty;

import org.jspecify.annotations.NullMarked;
