/**
 * How exactly a termination keeps its deadline, and what its coordinator costs. Starting
 * point: {@link dev.lastcall.benchmarks.deadline.DeadlinePrecision}.
 */
@NullMarked
package dev.lastcall.benchmarks.deadline;

import org.jspecify.annotations.NullMarked;
