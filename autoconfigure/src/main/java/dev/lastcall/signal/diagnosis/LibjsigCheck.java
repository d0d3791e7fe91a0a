package dev.lastcall.signal.diagnosis;

import java.util.stream.Stream;

import dev.lastcall.signal.diagnosis.Finding.Kind;
import dev.lastcall.signal.diagnosis.Finding.Severity;
import dev.lastcall.signal.proc.ProcFiles;

/**
 * Looks for {@code libjsig}, the JDK's interposer for handlers of signals.
 */
final class LibjsigCheck {

	private static final String LIBRARY = "libjsig";

	private static final String PRELOAD = "LD_PRELOAD";

	private final DiagnosedProcess process;

	private final ProcFiles proc;

	LibjsigCheck(DiagnosedProcess process, ProcFiles proc) {
		this.process = process;
		this.proc = proc;
	}

	Stream<Finding> findings() {
		Stream<String> mapped = this.proc.memory()
			.flatMap((memory) -> memory.file(LIBRARY))
			.map((mapping) -> "%s maps '%s'.".formatted(this.proc.path("self/maps"), mapping.path()))
			.stream();
		String preload = this.process.environment().getOrDefault(PRELOAD, "");
		// Separated by colons or blanks (ld.so(8)); the others are nobody's business.
		Stream<String> preloaded = Stream.of(preload.split("[: ]+"))
			.filter((value) -> value.contains(LIBRARY))
			.map((value) -> "%s contains '%s'.".formatted(PRELOAD, value));
		return Stream.concat(mapped, preloaded)
			.reduce((first, second) -> first + " " + second)
			.map(LibjsigCheck::finding)
			.stream();
	}

	private static Finding finding(String evidence) {
		return new Finding(
				Kind.LIBJSIG_LOADED, Severity.INFO, evidence
						+ " It keeps the JVM's own handlers, that of SIGQUIT among them, in place when a library calls "
						+ "'sigaction', and answers that the library's handler was installed.",
				"Nothing to change for Last Call, which asks the kernel and not 'sigaction'. If no native library of "
						+ "the application needs it, remove 'libjsig' from " + PRELOAD + ".");
	}

}
