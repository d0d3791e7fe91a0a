package dev.lastcall.web.context;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.lastcall.web.LingerTimes;

/**
 * Says in the log that requests came until the end of the linger.
 */
public final class LateTrafficLog {

	private static final Log logger = LogFactory.getLog(LateTrafficLog.class);

	private LateTrafficLog() {
	}

	/**
	 * Writes one line.
	 * @param late how many requests came in the last part of the linger
	 * @param times how long the process lingered
	 */
	public static void tell(long late, LingerTimes times) {
		logger.warn(
				"%d %s in the last %d ms of a linger of %d ms; the next ones are refused. Lengthen 'lastcall.linger.maximum', or find out which load balancer does not heed the readiness probe."
					.formatted(late, (late == 1) ? "request still came" : "requests still came",
							times.lastPart().toMillis(), times.maximum().toMillis()));
	}

}
