package dev.lastcall.termination;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Looks whether new work reached drains after they had come to rest. Asks all of them at
 * once, because there may be many and mostly none is disturbed; only those that seem to
 * be, or all if one does not answer, are asked one by one.
 *
 * @param asker asks on behalf of the coordinator's thread
 */
record SecondLook(Asker asker) {

	List<DrainRun> disturbed(List<DrainRun> runs) {
		List<DrainRun> atRest = runs.stream().filter((run) -> run.status() == DrainStatus.AT_REST).toList();
		if (atRest.isEmpty()) {
			return atRest;
		}
		return suspects(atRest).stream().filter((run) -> run.remaining(this.asker).isSomething()).toList();
	}

	private List<DrainRun> suspects(List<DrainRun> runs) {
		FutureTask<List<DrainRun>> question = this.asker
			.ask(() -> runs.stream().filter(DrainRun::seemsDisturbed).toList());
		try {
			return question.isDone() ? question.get() : runs;
		}
		catch (InterruptedException | ExecutionException ex) {
			return runs;
		}
	}

}
