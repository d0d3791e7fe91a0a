/**
 * The report of a termination that survives the process: as JSON, as a termination
 * message, as a file, and as what the next run says of the previous one. Starting point:
 * {@link dev.lastcall.termination.report.ReportKeeper}.
 */
@NullMarked
package dev.lastcall.termination.report;

import org.jspecify.annotations.NullMarked;
