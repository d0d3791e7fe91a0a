package dev.lastcall.termination.report;

/**
 * Hears what the keeping of reports has to say. Called on the thread
 * {@code lastcall-report} and may block it, which holds nothing up.
 */
public interface ReportObserver {

	/**
	 * It is known how the previous run ended.
	 * @param previous the previous run
	 */
	void onPrevious(PreviousRun previous);

	/**
	 * Something could not be written or read. Told once for each place.
	 * @param problem what, why, and what to change, in full sentences
	 */
	void onProblem(String problem);

}
