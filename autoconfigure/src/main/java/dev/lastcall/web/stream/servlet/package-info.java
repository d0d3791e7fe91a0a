/**
 * The streams of Spring MVC: event streams and long polls. Starting point:
 * {@link dev.lastcall.web.stream.servlet.StreamHandlerAdapter}.
 */
@NullMarked
package dev.lastcall.web.stream.servlet;

import org.jspecify.annotations.NullMarked;
