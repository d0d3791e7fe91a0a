package dev.lastcall.signal.diagnosis;

import java.util.Locale;
import java.util.Optional;

/**
 * Something that keeps signals from the process, or may come to do so.
 *
 * @param kind what it is
 * @param severity how bad it is
 * @param signal the name of the signal, such as {@code SIGTERM}, or empty if it concerns
 * no signal in particular
 * @param evidence full sentences that say what was seen, where, with which value
 * @param remedy full sentences that say what to change
 */
public record Finding(Kind kind, Severity severity, Optional<String> signal, String evidence, String remedy) {

	Finding(Kind kind, Severity severity, WantedSignal signal, String evidence, String remedy) {
		this(kind, severity, Optional.of(signal.name()), evidence, remedy);
	}

	Finding(Kind kind, Severity severity, String evidence, String remedy) {
		this(kind, severity, Optional.empty(), evidence, remedy);
	}

	/**
	 * The name of this finding in logs, endpoints and documents.
	 * @return such as {@code signal-ignored}
	 */
	public String id() {
		return this.kind.label();
	}

	/**
	 * How bad a finding is.
	 */
	public enum Severity {

		/**
		 * Good to know; nothing is lost.
		 */
		INFO,

		/**
		 * Something that was asked for does not work, or soon will not.
		 */
		WARNING,

		/**
		 * A request to leave would not lead to an orderly termination.
		 */
		ERROR

	}

	/**
	 * What can be found. {@code docs/signals.md} explains each.
	 */
	public enum Kind {

		/**
		 * The process ignores a signal.
		 */
		SIGNAL_IGNORED,

		/**
		 * Every thread blocks a signal.
		 */
		SIGNAL_BLOCKED,

		/**
		 * A signal was sent and is not delivered.
		 */
		SIGNAL_PENDING,

		/**
		 * Somebody else's handler has replaced ours.
		 */
		SIGNAL_TAKEN_OVER,

		/**
		 * Our handler is back in its place.
		 */
		SIGNAL_TAKEN_BACK,

		/**
		 * {@code -Xrs}: the JVM leaves signals to their default action.
		 */
		REDUCED_SIGNALS,

		/**
		 * The first process of the container is a shell that forwards no signals.
		 */
		SHELL_AS_PID_1,

		/**
		 * A SIGQUIT that looks like a request to leave was taken for one to dump.
		 */
		QUIT_FROM_PLATFORM,

		/**
		 * Native access is refused.
		 */
		NATIVE_ACCESS_DENIED,

		/**
		 * Native access is not granted, which a later JDK will refuse.
		 */
		NATIVE_ACCESS_NOT_ENABLED,

		/**
		 * {@code libjsig} stands between libraries and signals.
		 */
		LIBJSIG_LOADED,

		/**
		 * Code cannot be loaded from the temporary directory.
		 */
		TEMP_DIRECTORY_NOEXEC,

		/**
		 * The temporary directory cannot be written.
		 */
		TEMP_DIRECTORY_NOT_WRITABLE,

		/**
		 * The kernel would not end the process at its deadline; the halt guard would.
		 */
		KERNEL_DEADLINE_MISSING,

		/**
		 * Some of {@code /proc} cannot be read.
		 */
		CANNOT_SEE;

		/**
		 * The name of this kind in logs, endpoints and documents.
		 * @return the lower-case name with dashes
		 */
		public String label() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
