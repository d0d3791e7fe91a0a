package dev.lastcall.termination;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Which drains of a stage come after which. Used by the coordinator's thread only.
 *
 * @param runs the drains of the stage by their names
 */
record Succession(Map<String, DrainRun> runs) {

	/**
	 * Finds those that wait, and what they come after has ended.
	 * @param ready gets them, each with what it comes after; those found before a drain
	 * that throws when it is asked are in it too
	 */
	void findReady(Map<DrainRun, List<DrainRun>> ready) {
		for (DrainRun run : this.runs.values()) {
			if (run.status() == DrainStatus.WAITING) {
				List<DrainRun> before = before(run);
				if (haveEnded(before)) {
					ready.put(run, before);
				}
			}
		}
	}

	// Those of earlier stages are not among them.
	private List<DrainRun> before(DrainRun run) {
		List<DrainRun> before = new ArrayList<>();
		for (String name : run.after()) {
			DrainRun other = this.runs.get(name);
			if (other != null) {
				before.add(other);
			}
		}
		return before;
	}

	static boolean haveEnded(Collection<DrainRun> runs) {
		for (DrainRun run : runs) {
			if (!run.status().hasEnded()) {
				return false;
			}
		}
		return true;
	}

}
