package dev.lastcall.termination;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.Report.StageEntry;

/**
 * What a rehearsal measured. Immutable.
 *
 * @param complete whether it ran to its end; {@code false} if something else was wanted
 * in the middle
 * @param budget the budget that a termination would have had
 * @param elapsed the time it took, without the resume
 * @param lastArrival when the last request came after the announcement; zero if none
 * came, empty if nobody watched
 * @param stages the stages that have ended, in order
 * @param drains the drains that took part
 * @param skipped the drains of these stages that can neither be undone nor only wait
 * @param resumes the drains that were undone, and how that ended
 */
public record Rehearsal(boolean complete, Budget budget, Duration elapsed, Optional<Duration> lastArrival,
		List<StageEntry> stages, List<DrainEntry> drains, List<String> skipped, List<DrainEntry> resumes) {

	/**
	 * Creates a rehearsal.
	 * @param complete whether it ran to its end
	 * @param budget the budget that a termination would have had
	 * @param elapsed the time it took
	 * @param lastArrival when the last request came
	 * @param stages the stages that have ended
	 * @param drains the drains that took part
	 * @param skipped the drains that did not
	 * @param resumes the drains that were undone
	 */
	public Rehearsal {
		stages = List.copyOf(stages);
		drains = List.copyOf(drains);
		skipped = List.copyOf(skipped);
		resumes = List.copyOf(resumes);
	}

	Rehearsal resumed(List<DrainEntry> resumes) {
		return new Rehearsal(this.complete, this.budget, this.elapsed, this.lastArrival, this.stages, this.drains,
				this.skipped, resumes);
	}

	/**
	 * The drains that did not come to rest.
	 * @return those that failed or were abandoned
	 */
	public List<DrainEntry> unfinished() {
		return this.drains.stream().filter((drain) -> drain.status() != DrainStatus.AT_REST).toList();
	}

	/**
	 * The drains that could not be undone.
	 * @return those whose resume failed or was abandoned
	 */
	public List<DrainEntry> notResumed() {
		return this.resumes.stream().filter((drain) -> drain.status() != DrainStatus.AT_REST).toList();
	}

	/**
	 * What follows from it for the configuration.
	 * @return the recommendation, empty if this rehearsal was not complete
	 */
	public Optional<Recommendation> recommendation() {
		return this.complete ? Optional.of(Recommendation.of(this)) : Optional.empty();
	}

}
