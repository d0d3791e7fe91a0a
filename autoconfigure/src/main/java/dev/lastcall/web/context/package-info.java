/**
 * Requests in a Spring application: what the log says of them.
 */
@NullMarked
package dev.lastcall.web.context;

import org.jspecify.annotations.NullMarked;
