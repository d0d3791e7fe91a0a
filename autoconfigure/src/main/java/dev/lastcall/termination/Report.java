package dev.lastcall.termination;

import java.time.Duration;
import java.util.List;

import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;

/**
 * What happened in a termination, so far or in the end. Immutable.
 *
 * @param cause why it began
 * @param budget the time it was given
 * @param elapsed the time it has taken
 * @param stages the stages that have begun, in order
 * @param drains the drains that have begun or were abandoned, in the order in which they
 * began
 */
public record Report(Cause cause, Duration budget, Duration elapsed, List<StageEntry> stages, List<DrainEntry> drains) {

	/**
	 * Creates a report.
	 * @param cause why it began
	 * @param budget the time it was given
	 * @param elapsed the time it has taken
	 * @param stages the stages that have begun
	 * @param drains the drains that have begun
	 */
	public Report {
		stages = List.copyOf(stages);
		drains = List.copyOf(drains);
	}

	/**
	 * The drains that did not come to rest.
	 * @return those that failed, were abandoned or still run
	 */
	public List<DrainEntry> unfinished() {
		return this.drains.stream().filter((drain) -> drain.status() != DrainStatus.AT_REST).toList();
	}

	/**
	 * Whether a stage left nothing behind.
	 * @param stage the stage
	 * @return {@code false} if one of its drains failed or was abandoned
	 */
	public boolean isFinished(Stage stage) {
		return unfinished().stream().noneMatch((drain) -> drain.stage() == stage);
	}

	/**
	 * Whether every drain came to rest.
	 * @return {@code true} if none failed, was abandoned or still runs
	 */
	public boolean isClean() {
		return unfinished().isEmpty();
	}

	/**
	 * A stage that has begun.
	 *
	 * @param stage the stage
	 * @param elapsed the time it has taken
	 */
	public record StageEntry(Stage stage, Duration elapsed) {
	}

	/**
	 * A drain that has begun.
	 *
	 * @param stage the drain's stage
	 * @param name the drain's name
	 * @param status where it stands
	 * @param elapsed the time it has taken
	 * @param remaining what was left when it ended
	 * @param failure what it threw in one line, or an empty text
	 */
	public record DrainEntry(Stage stage, String name, DrainStatus status, Duration elapsed, Remaining remaining,
			String failure) {
	}

}
