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
	 * The drains that did not come to rest and lost something, as far as is known.
	 * @return those that failed, were abandoned or still run
	 */
	public List<DrainEntry> unfinished() {
		return this.drains.stream().filter((drain) -> !drain.status().isFinished()).toList();
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
	 * Whether every drain came to rest or handed back what was unfinished.
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
	 * @param handedBack how many items it handed back
	 */
	public record DrainEntry(Stage stage, String name, DrainStatus status, Duration elapsed, Remaining remaining,
			String failure, long handedBack) {

		/**
		 * Creates an entry of a drain that handed nothing back.
		 * @param stage see above
		 * @param name see above
		 * @param status see above
		 * @param elapsed see above
		 * @param remaining see above
		 * @param failure see above
		 */
		public DrainEntry(Stage stage, String name, DrainStatus status, Duration elapsed, Remaining remaining,
				String failure) {
			this(stage, name, status, elapsed, remaining, failure, 0);
		}

		DrainEntry withStatus(DrainStatus status) {
			return new DrainEntry(this.stage, this.name, status, this.elapsed, this.remaining, this.failure,
					this.handedBack);
		}
	}

}
