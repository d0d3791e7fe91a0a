package dev.lastcall.termination;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.Report.StageEntry;
import dev.lastcall.termination.TerminationEvent.DrainEnded;
import dev.lastcall.termination.TerminationEvent.StageBegan;
import dev.lastcall.termination.TerminationEvent.StageEnded;

/**
 * Writes down how long drains take outside of a termination. Used by the coordinator's
 * thread only.
 */
final class Measurement implements TerminationListener {

	private final List<StageEntry> stages = new ArrayList<>();

	// One that another drain gave new work ends again.
	private final Map<String, DrainEntry> drains = new LinkedHashMap<>();

	private Duration allowance = Duration.ZERO;

	@Override
	public void onEvent(TerminationEvent event) {
		if (event instanceof StageBegan stage) {
			this.allowance = stage.allowance();
		}
		else if (event instanceof StageEnded stage) {
			this.stages.add(new StageEntry(stage.stage(), stage.elapsed(), this.allowance));
		}
		else if (event instanceof DrainEnded drain) {
			this.drains.put(drain.drain(), new DrainEntry(drain.stage(), drain.drain(), drain.status(), drain.elapsed(),
					drain.remaining(), drain.failure().map(Throwable::toString).orElse("")));
		}
	}

	List<StageEntry> stages() {
		return List.copyOf(this.stages);
	}

	List<DrainEntry> drains() {
		return List.copyOf(this.drains.values());
	}

}
