package dev.lastcall.termination.report;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the report of a termination goes. Immutable.
 *
 * @param message the file of the termination message, or empty for none
 * @param directory the directory of reports and of the run marker, or empty for none
 * @param application the name of the application, which tells its runs from those of
 * others in the directory
 */
public record ReportPaths(Optional<Path> message, Optional<Path> directory, String application) {
}
