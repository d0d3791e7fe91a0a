/**
 * Terminations inside the Spring TestContext Framework. Starting point:
 * {@link dev.lastcall.test.context.EndedContextListener}.
 */
@NullMarked
package dev.lastcall.test.context;

import org.jspecify.annotations.NullMarked;
