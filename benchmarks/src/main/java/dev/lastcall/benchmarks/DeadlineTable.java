package dev.lastcall.benchmarks;

import dev.lastcall.benchmarks.deadline.DeadlinePrecision;
import dev.lastcall.sample.fleet.Timings;

/**
 * How exactly a forced end keeps the deadline, and what the coordinator costs.
 */
final class DeadlineTable {

	private DeadlineTable() {
	}

	static String run(Workspace workspace, int rounds) {
		DeadlinePrecision precision = new DeadlinePrecision(workspace.newDirectory());
		Markdown table = new Markdown("", "runs", "min", "p50", "max");
		row(table, "forced end after the budget", precision.lateness(rounds));
		row(table, "1,000 drains with nothing to do", precision.manyDrains(rounds));
		return table.toString();
	}

	private static void row(Markdown table, String label, Timings timings) {
		table.row(label, timings.sorted().size(), Markdown.millis(timings.percentile(0)),
				Markdown.millis(timings.median()), Markdown.millis(timings.longest()));
	}

}
