/**
 * Responses and connections that stay open on purpose, and how they are told to go.
 * Starting point: {@link dev.lastcall.web.stream.OpenStreams}.
 */
@NullMarked
package dev.lastcall.web.stream;

import org.jspecify.annotations.NullMarked;
