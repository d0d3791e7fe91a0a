package dev.lastcall.termination.context;

import java.util.List;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.lastcall.termination.DrainStatus;
import dev.lastcall.termination.Recommendation;
import dev.lastcall.termination.Rehearsal;
import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.TerminationEvent;
import dev.lastcall.termination.TerminationEvent.Quiesced;
import dev.lastcall.termination.TerminationEvent.RehearsalBegan;
import dev.lastcall.termination.TerminationEvent.RehearsalEnded;
import dev.lastcall.termination.TerminationEvent.Resumed;

/**
 * The lines of the log about what happens outside of a termination.
 */
final class IntermissionLog {

	private static final Log logger = LogFactory.getLog(IntermissionLog.class);

	private IntermissionLog() {
	}

	static void write(TerminationEvent event) {
		if (event instanceof Quiesced quiesced) {
			logger.info("The application is quiesced: %s.%s".formatted(outcome(quiesced.drains()),
					skipped(quiesced.skipped())));
		}
		else if (event instanceof Resumed resumed) {
			resumed(resumed.drains());
		}
		else if (event instanceof RehearsalBegan began) {
			logger.info("A rehearsal began and may take %d ms.".formatted(began.budget().toMillis()));
		}
		else if (event instanceof RehearsalEnded ended) {
			rehearsal(ended.rehearsal());
		}
	}

	private static void resumed(List<DrainEntry> drains) {
		if (drains.stream().allMatch((drain) -> drain.status() == DrainStatus.AT_REST)) {
			logger.info("The application serves again.");
		}
		else {
			logger.warn("The application stays quiesced, because not everything could be undone: %s. Resume it again."
				.formatted(outcome(drains)));
		}
	}

	private static void rehearsal(Rehearsal rehearsal) {
		logger.info("The rehearsal %s after %d ms: %s.%s%s".formatted(
				rehearsal.complete() ? "ended" : "was given up, because something else was wanted,",
				rehearsal.elapsed().toMillis(), outcome(rehearsal.drains()), skipped(rehearsal.skipped()),
				rehearsal.recommendation().map(IntermissionLog::advice).orElse("")));
		if (!rehearsal.notResumed().isEmpty()) {
			resumed(rehearsal.resumes());
		}
	}

	private static String advice(Recommendation recommendation) {
		return recommendation.arithmetic().stream().map((line) -> "\n" + line).collect(Collectors.joining());
	}

	private static String outcome(List<DrainEntry> drains) {
		return drains.isEmpty() ? "no drain took part"
				: drains.stream()
					.map((drain) -> "'%s' %s after %d ms%s".formatted(drain.name(), drain.status().label(),
							drain.elapsed().toMillis(), drain.failure().isEmpty() ? "" : " (" + drain.failure() + ")"))
					.collect(Collectors.joining(", "));
	}

	private static String skipped(List<String> names) {
		return names.isEmpty() ? "" : " Left out were %s, which cannot be undone."
			.formatted(names.stream().map((name) -> "'" + name + "'").collect(Collectors.joining(", ")));
	}

}
