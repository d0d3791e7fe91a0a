/**
 * The connections of Reactor Netty.
 */
@NullMarked
package dev.lastcall.web.netty;

import org.jspecify.annotations.NullMarked;
