/**
 * The request gate in WebFlux.
 */
@NullMarked
package dev.lastcall.web.reactive;

import org.jspecify.annotations.NullMarked;
