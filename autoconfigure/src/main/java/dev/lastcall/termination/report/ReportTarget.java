package dev.lastcall.termination.report;

import java.io.IOException;

import dev.lastcall.termination.Report;

/**
 * A place where a report survives the process. Any call may take as long as a disk takes.
 * Used by one thread.
 */
interface ReportTarget extends AutoCloseable {

	/**
	 * The application has started.
	 * @throws IOException if the place cannot be used
	 */
	void begin() throws IOException;

	/**
	 * The start is over for sure: what the last report needs can be loaded while there is
	 * memory.
	 * @throws IOException if the place cannot be used
	 */
	void warmUp() throws IOException;

	/**
	 * The termination goes on.
	 * @param report what has happened so far
	 * @throws IOException if it cannot be written
	 */
	void update(Report report) throws IOException;

	/**
	 * The termination ends.
	 * @param report what happened
	 * @throws IOException if it cannot be written
	 */
	void end(Report report) throws IOException;

	@Override
	void close() throws IOException;

}
