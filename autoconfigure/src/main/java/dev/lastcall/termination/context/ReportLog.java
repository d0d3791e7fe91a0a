package dev.lastcall.termination.context;

import java.io.PrintStream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.lastcall.exit.Jvm;
import dev.lastcall.termination.report.PreviousRun;
import dev.lastcall.termination.report.ReportObserver;

/**
 * {@link ReportObserver} that writes the log.
 */
public final class ReportLog implements ReportObserver {

	private static final Log logger = LogFactory.getLog(ReportLog.class);

	private final Jvm jvm;

	private final PrintStream lastResort;

	/**
	 * Creates the observer.
	 * @param jvm the JVM, asked whether its logging system can still be used
	 * @param lastResort where problems go if it cannot
	 */
	public ReportLog(Jvm jvm, PrintStream lastResort) {
		this.jvm = jvm;
		this.lastResort = lastResort;
	}

	@Override
	public void onPrevious(PreviousRun previous) {
		if (previous.outcome().isBad()) {
			logger.warn(previous);
		}
		else {
			logger.info(previous);
		}
	}

	@Override
	public void onProblem(String problem) {
		if (this.jvm.isShuttingDown()) {
			// Spring Boot has stopped the logging system, or is about to.
			this.lastResort.println(problem);
		}
		else {
			logger.warn(problem);
		}
	}

}
