package dev.lastcall.signal.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.lastcall.signal.diagnosis.Finding.Kind;
import dev.lastcall.signal.diagnosis.Finding.Severity;
import dev.lastcall.signal.proc.ProcFiles;
import dev.lastcall.signal.proc.SignalStatus;

/**
 * Looks for signals that are ignored, blocked in every thread, or stuck.
 */
final class MaskCheck {

	private final ProcFiles proc;

	private final List<WantedSignal> signals;

	MaskCheck(ProcFiles proc, List<WantedSignal> signals) {
		this.proc = proc;
		this.signals = signals;
	}

	Stream<Finding> findings() {
		Optional<SignalStatus> process = this.proc.status("self");
		List<SignalStatus> threads = this.proc.threads();
		return process.stream()
			.flatMap((status) -> this.signals.stream().flatMap((signal) -> finding(signal, status, threads).stream()));
	}

	private Optional<Finding> finding(WantedSignal signal, SignalStatus process, List<SignalStatus> threads) {
		int number = signal.number();
		if (process.ignored().contains(number)) {
			return Optional.of(ignored(signal, process));
		}
		// HotSpot blocks SIGQUIT in every thread but the VM's own, which is enough.
		long blocking = threads.stream().filter((thread) -> thread.blocked().contains(number)).count();
		if (blocking > 0 && blocking == threads.size()) {
			return Optional.of(blocked(signal, process, blocking));
		}
		// A signal may be seen on its way, so only one that stays is stuck.
		return Optional.of(process)
			.filter((status) -> status.pending().contains(number))
			.flatMap((status) -> this.proc.status("self"))
			.filter((status) -> status.pending().contains(number))
			.map((status) -> pending(signal, status, blocking, threads.size()));
	}

	private Finding ignored(WantedSignal signal, SignalStatus process) {
		String culprit = switch (signal.shortName()) {
			case "HUP" -> "'nohup' does that";
			case "INT", "QUIT" -> "a shell without job control does that to what it starts with '&'";
			default -> "\"trap '' %s\" in the shell that starts the JVM does that".formatted(signal.shortName());
		};
		return new Finding(Kind.SIGNAL_IGNORED, ignoredSeverity(signal), signal,
				"%s says 'SigIgn: %s', which contains %s: the process ignores it."
					.formatted(this.proc.path("self/status"), process.ignored(), signal),
				("Usually the process that started the JVM ignored %1$s, and the JVM inherits that; %2$s. "
						+ "Start the JVM with 'env --default-signal=%1$s java ...' (coreutils 8.31 or later), "
						+ "or run 'trap - %1$s' before it in the very shell that ignores the signal; "
						+ "a shell that was itself started so cannot undo it.")
					.formatted(signal.shortName(), culprit));
	}

	// SIGTERM is what platforms send. The others are often ignored on purpose.
	private static Severity ignoredSeverity(WantedSignal signal) {
		if (signal.terminates()) {
			return (signal.number() == WantedSignal.TERM) ? Severity.ERROR : Severity.WARNING;
		}
		return Severity.INFO;
	}

	private Finding blocked(WantedSignal signal, SignalStatus process, long threads) {
		String pending = process.pending().contains(signal.number()) ? " One is waiting already: %s says 'ShdPnd: %s'."
			.formatted(this.proc.path("self/status"), process.pending()) : "";
		return new Finding(Kind.SIGNAL_BLOCKED, signal.terminates() ? Severity.ERROR : Severity.WARNING, signal,
				"'SigBlk' in %s contains %s in all of %d threads, so none can receive it.%s"
					.formatted(this.proc.path("self/task/*/status"), signal, threads, pending),
				("The process that started the JVM blocked %1$s, and the JVM inherits that. Start the JVM with "
						+ "'env --default-signal=%1$s java ...' (coreutils 8.31 or later), which unblocks it too, "
						+ "or unblock it in the parent between fork and exec.")
					.formatted(signal.shortName()));
	}

	private Finding pending(WantedSignal signal, SignalStatus process, long blocking, int threads) {
		return new Finding(Kind.SIGNAL_PENDING, Severity.WARNING, signal,
				"%s says 'ShdPnd: %s', which contains %s, twice in a row, although %d of %d threads do not block it."
					.formatted(this.proc.path("self/status"), process.pending(), signal, threads - blocking, threads),
				"A thread that is stopped or waits for a device holds it back: look for 'State: T' and 'State: D' in "
						+ this.proc.path("self/task/*/status")
						+ ", continue it (SIGCONT, a debugger), or repair the device or network file system.");
	}

}
