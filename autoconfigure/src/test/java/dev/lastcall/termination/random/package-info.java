/**
 * Terminations of random drains on a clock that only moves when nobody has anything left
 * to do. Starting point: {@link dev.lastcall.termination.random.RandomPlanTests}.
 */
package dev.lastcall.termination.random;
