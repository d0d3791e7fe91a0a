package dev.lastcall.termination.report;

import java.util.List;
import java.util.stream.Collectors;

import dev.lastcall.drain.Remaining;
import dev.lastcall.termination.DrainStatus;
import dev.lastcall.termination.Report;
import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.Verdict;

/**
 * A {@link Report} in one sentence, for people.
 */
public final class ReportSentence {

	private ReportSentence() {
	}

	/**
	 * The sentence that a report makes.
	 * @param report what happened
	 * @return such as
	 * {@code "Termination ended on SIGTERM after 5 ms of 28000 ms: 5 drains at rest."}
	 */
	public static String of(Report report) {
		return "Termination %s on %s after %d ms of %d ms: %s.".formatted(verb(report.ending()),
				report.cause().describe(), report.elapsed().toMillis(), report.budget().toMillis(), outcome(report));
	}

	private static String verb(Report.Ending ending) {
		if (ending.halted()) {
			return "forced";
		}
		return (ending.verdict() == Verdict.RUNNING) ? "runs" : "ended";
	}

	private static String outcome(Report report) {
		List<DrainEntry> unfinished = report.unfinished();
		List<DrainEntry> handedBack = report.drains()
			.stream()
			.filter((drain) -> drain.status() == DrainStatus.HANDED_BACK)
			.toList();
		int atRest = report.drains().size() - unfinished.size() - handedBack.size();
		String text = "%d %s at rest".formatted(atRest, (atRest == 1) ? "drain" : "drains");
		text += handedBack.isEmpty() ? "" : ", " + names(handedBack);
		return unfinished.isEmpty() ? text : text + ", but not " + names(unfinished);
	}

	private static String names(List<DrainEntry> drains) {
		return drains.stream()
			.map((drain) -> "'%s' (%s%s%s)".formatted(drain.name(), drain.status().label(), givenBack(drain),
					left(drain.remaining())))
			.collect(Collectors.joining(", "));
	}

	private static String givenBack(DrainEntry drain) {
		return (drain.handedBack() > 0) ? ", %d given back".formatted(drain.handedBack()) : "";
	}

	private static String left(Remaining remaining) {
		return remaining.count().isPresent() ? ", " + remaining : "";
	}

}
