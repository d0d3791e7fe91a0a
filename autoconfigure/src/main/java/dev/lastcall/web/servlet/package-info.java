/**
 * The request gate in a servlet container.
 */
@NullMarked
package dev.lastcall.web.servlet;

import org.jspecify.annotations.NullMarked;
