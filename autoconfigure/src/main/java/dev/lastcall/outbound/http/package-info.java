/**
 * Calls over HTTP, by the clients of Spring and of the JDK.
 */
@NullMarked
package dev.lastcall.outbound.http;

import org.jspecify.annotations.NullMarked;
