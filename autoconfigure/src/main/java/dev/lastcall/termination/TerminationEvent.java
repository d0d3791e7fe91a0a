package dev.lastcall.termination;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.Report.DrainEntry;

/**
 * Something that happened in a termination. Most come in pairs of begin and end. Log,
 * meters, endpoint and report are listeners of these and know nothing else.
 */
public sealed interface TerminationEvent {

	/**
	 * A termination began.
	 *
	 * @param cause why
	 * @param budget the time it may take
	 */
	record TerminationBegan(Cause cause, Duration budget) implements TerminationEvent {
	}

	/**
	 * A termination was told to hurry.
	 *
	 * @param remaining the time that is left now
	 */
	record TerminationExpedited(Duration remaining) implements TerminationEvent {
	}

	/**
	 * A stage began.
	 *
	 * @param stage the stage
	 * @param drains the names of its drains
	 * @param allowance the time it may take
	 */
	record StageBegan(Stage stage, List<String> drains, Duration allowance) implements TerminationEvent {
	}

	/**
	 * A stage ended.
	 *
	 * @param stage the stage
	 * @param elapsed the time it took
	 */
	record StageEnded(Stage stage, Duration elapsed) implements TerminationEvent {
	}

	/**
	 * A drain began; a second time if new work reached it after it had come to rest.
	 *
	 * @param stage the stage
	 * @param drain the drain's name
	 */
	record DrainBegan(Stage stage, String drain) implements TerminationEvent {
	}

	/**
	 * A drain that was not at rest shortly before its stage's deadline was cancelled.
	 *
	 * @param stage the stage
	 * @param drain the drain's name
	 * @param reason why
	 * @param remaining what was left
	 */
	record DrainCancelled(Stage stage, String drain, Cancellation reason,
			Remaining remaining) implements TerminationEvent {
	}

	/**
	 * The thread of a drain that did not heed its cancellation was interrupted.
	 *
	 * @param stage the stage
	 * @param drain the drain's name
	 */
	record DrainInterrupted(Stage stage, String drain) implements TerminationEvent {
	}

	/**
	 * A drain began to hand back what is unfinished: at its deadline, or when it ended
	 * with something left.
	 *
	 * @param stage the stage
	 * @param drain the drain's name
	 * @param remaining what was left
	 * @param allowance the time it may take
	 */
	record DrainHandBackBegan(Stage stage, String drain, Remaining remaining,
			Duration allowance) implements TerminationEvent {
	}

	/**
	 * A drain ended handing back, or was stopped because its stage's deadline came.
	 *
	 * @param stage the stage
	 * @param drain the drain's name
	 * @param handedBack how many items it says it gave back
	 * @param elapsed the time it took
	 * @param failure what it threw, or a {@link java.util.concurrent.TimeoutException} if
	 * it did not return in time
	 */
	record DrainHandBackEnded(Stage stage, String drain, long handedBack, Duration elapsed,
			Optional<Throwable> failure) implements TerminationEvent {
	}

	/**
	 * A drain is steadily predicted to be too slow for its deadline. Told once, and again
	 * only after {@link DrainRecovered}.
	 *
	 * @param stage the stage
	 * @param drain the drain's name
	 * @param outlook the prediction
	 */
	record DrainFellBehind(Stage stage, String drain, Outlook outlook) implements TerminationEvent {
	}

	/**
	 * A drain that fell behind is steadily predicted to be fast enough after all.
	 *
	 * @param stage the stage
	 * @param drain the drain's name
	 * @param outlook the prediction
	 */
	record DrainRecovered(Stage stage, String drain, Outlook outlook) implements TerminationEvent {
	}

	/**
	 * Most of the budget is spent, and drains still run.
	 *
	 * @param stage the stage
	 * @param remaining the time that the termination has left
	 * @param drains the drains that still run, and where their threads stand
	 */
	record OverdueDrainsDumped(Stage stage, Duration remaining, List<OverdueDrain> drains) implements TerminationEvent {

		/**
		 * A drain that still runs late in a termination.
		 *
		 * @param drain the drain's name
		 * @param stacks where its threads stand, its own last
		 */
		public record OverdueDrain(String drain, List<ThreadStack> stacks) {
		}

	}

	/**
	 * A drain ended.
	 *
	 * @param stage the stage
	 * @param drain the drain's name
	 * @param status how it ended
	 * @param elapsed the time since it began
	 * @param remaining what was left
	 * @param failure what it threw
	 * @param stacks where its threads stood, if it was abandoned
	 */
	record DrainEnded(Stage stage, String drain, DrainStatus status, Duration elapsed, Remaining remaining,
			Optional<Throwable> failure, List<ThreadStack> stacks) implements TerminationEvent {
	}

	/**
	 * A termination ended by itself; the process exits next, unless only its context was
	 * to close.
	 *
	 * @param report what happened
	 */
	record TerminationEnded(Report report) implements TerminationEvent {
	}

	/**
	 * The deadline came before the termination, or the exit after it, had ended; the
	 * process is halted next.
	 *
	 * @param report what happened so far
	 * @param stacks the threads that stood in the way
	 */
	record TerminationForced(Report report, List<ThreadStack> stacks) implements TerminationEvent {
	}

	/**
	 * A drain threw where it was only asked or told something, or did not answer. Told
	 * once for each drain and method.
	 *
	 * @param stage the stage of the drain
	 * @param drain its name
	 * @param method the method that threw
	 * @param failure what it threw, or a {@link java.util.concurrent.TimeoutException} if
	 * it did not answer
	 */
	record DrainCodeFailed(Stage stage, String drain, String method, Throwable failure) implements TerminationEvent {
	}

	/**
	 * Last Call itself or a listener failed; the termination goes on.
	 *
	 * @param where the part that failed
	 * @param failure what it threw, or a {@link java.util.concurrent.TimeoutException} if
	 * it is a listener that hangs, and again when it returns
	 */
	record PartFailed(String where, Throwable failure) implements TerminationEvent {
	}

	/**
	 * The process was quiesced.
	 *
	 * @param drains what announced it, and how that ended
	 * @param skipped the drains that would have, but cannot be undone
	 */
	record Quiesced(List<DrainEntry> drains, List<String> skipped) implements TerminationEvent {
	}

	/**
	 * The process was told to serve again. If a drain could not be undone, it stays
	 * quiesced.
	 *
	 * @param drains what was undone, and how that ended
	 */
	record Resumed(List<DrainEntry> drains) implements TerminationEvent {
	}

	/**
	 * A rehearsal began.
	 *
	 * @param budget the time it may take
	 */
	record RehearsalBegan(Duration budget) implements TerminationEvent {
	}

	/**
	 * A rehearsal ended, and what it changed is undone, unless a termination began.
	 *
	 * @param rehearsal what it measured
	 */
	record RehearsalEnded(Rehearsal rehearsal) implements TerminationEvent {
	}

}
