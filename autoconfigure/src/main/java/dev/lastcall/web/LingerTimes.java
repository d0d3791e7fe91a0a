package dev.lastcall.web;

import java.time.Duration;

/**
 * How long a process keeps serving once it is leaving. Immutable.
 *
 * @param minimum it serves at least so long
 * @param maximum it serves at most so long
 * @param quietPeriod between the two, it stops when no request has come for so long
 */
public record LingerTimes(Duration minimum, Duration maximum, Duration quietPeriod) {

}
