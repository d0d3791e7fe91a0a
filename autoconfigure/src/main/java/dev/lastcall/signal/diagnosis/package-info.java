/**
 * Why a process would not hear the signals that ask it to leave. Starting point:
 * {@link dev.lastcall.signal.diagnosis.SignalDiagnosis}.
 */
@NullMarked
package dev.lastcall.signal.diagnosis;

import org.jspecify.annotations.NullMarked;
