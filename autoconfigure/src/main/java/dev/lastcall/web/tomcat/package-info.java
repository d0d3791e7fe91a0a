/**
 * What only Tomcat can do for requests in a termination.
 */
@NullMarked
package dev.lastcall.web.tomcat;

import org.jspecify.annotations.NullMarked;
