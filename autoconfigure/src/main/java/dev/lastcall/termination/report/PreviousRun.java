package dev.lastcall.termination.report;

import java.nio.file.Path;
import java.util.Locale;

/**
 * How a run of the application ended that this process finds traces of. Immutable.
 *
 * @param outcome how it ended
 * @param details what else is known of it, in full sentences
 */
public record PreviousRun(Outcome outcome, String details) {

	/**
	 * How a run ended.
	 */
	public enum Outcome {

		/**
		 * Every drain came to rest.
		 */
		CLEAN,

		/**
		 * Something was cut off, but the process had the last word.
		 */
		FORCED,

		/**
		 * The process left without a word.
		 */
		KILLED,

		/**
		 * There is no trace of a run.
		 */
		NONE;

		/**
		 * The name of this outcome in log and meters.
		 * @return the lower-case name
		 */
		public String label() {
			return name().toLowerCase(Locale.ROOT);
		}

		/**
		 * Whether somebody should look into it.
		 * @return {@code true} if work may have been lost
		 */
		public boolean isBad() {
			return this == FORCED || this == KILLED;
		}

	}

	static PreviousRun none(RunIdentity identity, Path directory) {
		return new PreviousRun(Outcome.NONE, "No run of '%s' on '%s' has left a marker in '%s'."
			.formatted(identity.application(), identity.host(), directory));
	}

	@Override
	public String toString() {
		return "Previous termination: %s. %s".formatted(this.outcome.label(), this.details);
	}

}
