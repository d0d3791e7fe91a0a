package dev.lastcall.termination;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import dev.lastcall.drain.Remaining;

/**
 * Looks whether new work reached drains after they had come to rest. Asks all of them at
 * once, because there may be many and mostly none is disturbed; only those that seem to
 * be, or all if one does not answer, are asked one by one.
 *
 * @param asker asks on behalf of the coordinator's thread
 */
record SecondLook(Asker asker) {

	List<DrainRun> disturbed(Collection<DrainRun> runs) {
		List<DrainRun> atRest = new ArrayList<>();
		for (DrainRun run : runs) {
			if (run.status() == DrainStatus.AT_REST) {
				atRest.add(run);
			}
		}
		List<DrainRun> disturbed = atRest.isEmpty() ? atRest : suspects(atRest);
		return disturbed.isEmpty() ? disturbed
				: disturbed.stream().filter((run) -> run.questions().remaining(this.asker).isSomething()).toList();
	}

	private List<DrainRun> suspects(List<DrainRun> runs) {
		FutureTask<List<DrainRun>> question = this.asker.ask(() -> whoSeemsDisturbed(runs));
		try {
			return question.isDone() ? question.get() : runs;
		}
		catch (InterruptedException | ExecutionException ex) {
			return runs;
		}
	}

	private static List<DrainRun> whoSeemsDisturbed(List<DrainRun> runs) {
		List<DrainRun> suspects = new ArrayList<>();
		for (DrainRun run : runs) {
			Optional<Remaining> remaining = run.questions().remaining();
			if (remaining.isEmpty() || remaining.get().isSomething()) {
				suspects.add(run);
			}
		}
		return suspects;
	}

}
