/**
 * Requests in a termination: kept, told to go elsewhere, refused and awaited. Starting
 * point: {@link dev.lastcall.web.RequestGate}.
 */
@NullMarked
package dev.lastcall.web;

import org.jspecify.annotations.NullMarked;
