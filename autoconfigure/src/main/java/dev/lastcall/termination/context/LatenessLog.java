package dev.lastcall.termination.context;

import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.lastcall.termination.Outlook;
import dev.lastcall.termination.TerminationEvent;
import dev.lastcall.termination.TerminationEvent.DrainFellBehind;
import dev.lastcall.termination.TerminationEvent.DrainHandBackBegan;
import dev.lastcall.termination.TerminationEvent.DrainHandBackEnded;
import dev.lastcall.termination.TerminationEvent.DrainRecovered;
import dev.lastcall.termination.TerminationEvent.OverdueDrainsDumped;
import dev.lastcall.termination.TerminationEvent.OverdueDrainsDumped.OverdueDrain;

/**
 * The part of the {@link TerminationLog} that tells of drains that are late: predictions,
 * dumps and handing back.
 */
final class LatenessLog {

	private static final Log logger = LogFactory.getLog(TerminationLog.class);

	private LatenessLog() {
	}

	static void write(TerminationEvent event) {
		if (event instanceof DrainFellBehind drain) {
			logger.warn("Drain '%s' will %s: %s.".formatted(drain.drain(), miss(drain.outlook()), drain.outlook()));
		}
		else if (event instanceof DrainRecovered drain) {
			logger.info("Drain '%s' will make its deadline after all: %s.".formatted(drain.drain(), drain.outlook()));
		}
		else if (event instanceof OverdueDrainsDumped dump) {
			dumped(dump);
		}
		else if (event instanceof DrainHandBackBegan drain) {
			logger.warn("Drain '%s' hands back and may take %d ms, %s.".formatted(drain.drain(),
					drain.allowance().toMillis(), drain.remaining()));
		}
		else if (event instanceof DrainHandBackEnded drain) {
			ended(drain);
		}
	}

	private static String miss(Outlook outlook) {
		return outlook.missesBy()
			.map((missing) -> "miss its deadline by %d ms".formatted(missing.toMillis()))
			.orElse("probably miss its deadline, which is %d ms away".formatted(outlook.remaining().toMillis()));
	}

	private static void dumped(OverdueDrainsDumped dump) {
		int count = dump.drains().size();
		logger.warn("With %d ms of the termination left, %d %s in the stage '%s':%s".formatted(
				dump.remaining().toMillis(), count, (count == 1) ? "drain still runs" : "drains still run",
				dump.stage().label(), dump.drains().stream().map(LatenessLog::text).collect(Collectors.joining())));
	}

	private static String text(OverdueDrain drain) {
		return "\nDrain '%s':%s".formatted(drain.drain(),
				drain.stacks().stream().map((stack) -> "\n" + stack).collect(Collectors.joining()));
	}

	private static void ended(DrainHandBackEnded drain) {
		long elapsed = drain.elapsed().toMillis();
		if (drain.failure().isPresent()) {
			logger.warn("Drain '%s' failed to hand back within %d ms.".formatted(drain.drain(), elapsed),
					drain.failure().get());
		}
		else {
			logger
				.info("Drain '%s' handed %d back within %d ms.".formatted(drain.drain(), drain.handedBack(), elapsed));
		}
	}

}
