/**
 * Calls over HTTP, by the blocking clients of Spring and by that of the JDK.
 */
@NullMarked
package dev.lastcall.outbound.http;

import org.jspecify.annotations.NullMarked;
