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
 * @param ending how it ended
 */
public record Report(Cause cause, Duration budget, Duration elapsed, List<StageEntry> stages, List<DrainEntry> drains,
		Ending ending) {

	/**
	 * Creates a report.
	 * @param cause why it began
	 * @param budget the time it was given
	 * @param elapsed the time it has taken
	 * @param stages the stages that have begun
	 * @param drains the drains that have begun
	 * @param ending how it ended
	 */
	public Report {
		stages = List.copyOf(stages);
		drains = List.copyOf(drains);
	}

	/**
	 * Creates the report of a termination that has not ended.
	 * @param cause why it began
	 * @param budget the time it was given
	 * @param elapsed the time it has taken
	 * @param stages the stages that have begun
	 * @param drains the drains that have begun
	 */
	public Report(Cause cause, Duration budget, Duration elapsed, List<StageEntry> stages, List<DrainEntry> drains) {
		this(cause, budget, elapsed, stages, drains, Ending.NONE);
	}

	/**
	 * The report of a termination that ends now by itself.
	 * @return this report with a verdict
	 */
	public Report ended() {
		return with(new Ending(isClean() ? Verdict.CLEAN : Verdict.FORCED, false, List.of()));
	}

	/**
	 * The report of a termination whose process is halted now.
	 * @param blockers the threads that stand in the way
	 * @return this report with a verdict
	 */
	public Report halted(List<ThreadStack> blockers) {
		return with(new Ending(Verdict.FORCED, true, blockers));
	}

	private Report with(Ending ending) {
		return new Report(this.cause, this.budget, this.elapsed, this.stages, this.drains, ending);
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
	 * @param allowance the time it might take when it began
	 */
	public record StageEntry(Stage stage, Duration elapsed, Duration allowance) {
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
	 * @param stacks where its threads stood, if it was abandoned
	 * @param handedBack how many items it handed back
	 */
	public record DrainEntry(Stage stage, String name, DrainStatus status, Duration elapsed, Remaining remaining,
			String failure, List<ThreadStack> stacks, long handedBack) {

		/**
		 * Creates an entry.
		 * @param stage the drain's stage
		 * @param name the drain's name
		 * @param status where it stands
		 * @param elapsed the time it has taken
		 * @param remaining what was left when it ended
		 * @param failure what it threw in one line
		 * @param stacks where its threads stood
		 * @param handedBack how many items it handed back
		 */
		public DrainEntry {
			stacks = List.copyOf(stacks);
		}

		/**
		 * Creates an entry without stacks.
		 * @param stage the drain's stage
		 * @param name the drain's name
		 * @param status where it stands
		 * @param elapsed the time it has taken
		 * @param remaining what was left when it ended
		 * @param failure what it threw in one line
		 */
		public DrainEntry(Stage stage, String name, DrainStatus status, Duration elapsed, Remaining remaining,
				String failure) {
			this(stage, name, status, elapsed, remaining, failure, List.of(), 0);
		}

		DrainEntry withStatus(DrainStatus status) {
			return new DrainEntry(this.stage, this.name, status, this.elapsed, this.remaining, this.failure,
					this.stacks, this.handedBack);
		}

	}

	/**
	 * How a termination ended.
	 *
	 * @param verdict how it ended
	 * @param halted whether the halt guard had to end the process
	 * @param blockers the threads that stood in the way of a process that was halted
	 */
	public record Ending(Verdict verdict, boolean halted, List<ThreadStack> blockers) {

		static final Ending NONE = new Ending(Verdict.RUNNING, false, List.of());

		/**
		 * Creates an ending.
		 * @param verdict how it ended
		 * @param halted whether the halt guard had to end the process
		 * @param blockers the threads that stood in the way
		 */
		public Ending {
			blockers = List.copyOf(blockers);
		}

	}

}
