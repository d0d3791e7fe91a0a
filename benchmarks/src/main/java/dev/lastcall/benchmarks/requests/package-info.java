/**
 * What Last Call costs a request, under JMH. Starting point:
 * {@link dev.lastcall.benchmarks.requests.RequestGateFilterBenchmark}.
 */
@NullMarked
package dev.lastcall.benchmarks.requests;

import org.jspecify.annotations.NullMarked;
