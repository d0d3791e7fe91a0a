package dev.lastcall.signal.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.lastcall.signal.diagnosis.Finding.Kind;
import dev.lastcall.signal.diagnosis.Finding.Severity;
import dev.lastcall.signal.proc.ProcFiles;

/**
 * Looks whether jffi can write its library to a file and load it from there. The order of
 * directories is that of its {@code StubLoader}.
 */
final class TempDirectoryCheck {

	private static final String LIBRARY_PATH = "jffi.boot.library.path";

	private static final String EXTRACT_DIRECTORY = "jffi.extract.dir";

	private static final String REMEDY = "Set '-D" + EXTRACT_DIRECTORY + "' to a directory that can be written and is "
			+ "mounted without 'noexec', on Kubernetes that of an 'emptyDir' volume, or '-D" + LIBRARY_PATH
			+ "' to one that already holds jffi's library.";

	private final Map<String, String> properties;

	private final ProcFiles proc;

	TempDirectoryCheck(DiagnosedProcess process, ProcFiles proc) {
		this.properties = process.properties();
		this.proc = proc;
	}

	Stream<Finding> findings() {
		if (this.properties.containsKey(LIBRARY_PATH)) {
			return Stream.empty();
		}
		if (this.properties.containsKey(EXTRACT_DIRECTORY)) {
			return problem(EXTRACT_DIRECTORY).map((problem) -> problem.finding(Severity.WARNING, "")).stream();
		}
		return problem("java.io.tmpdir").map(this::withFallback).stream();
	}

	private Finding withFallback(Problem problem) {
		return problem("user.dir")
			.map((second) -> problem.finding(Severity.WARNING, " Nor can the working directory help: " + second.text()))
			.orElseGet(() -> problem.finding(Severity.INFO, " The working directory '%s' is used instead."
				.formatted(this.properties.getOrDefault("user.dir", ""))));
	}

	private Optional<Problem> problem(String property) {
		String directory = this.properties.getOrDefault(property, "");
		try {
			Path real = Path.of(directory).toRealPath();
			if (Files.isDirectory(real) && Files.isWritable(real)) {
				return noexec(property, real);
			}
		}
		catch (IOException ex) {
			// It does not exist, so it cannot be written.
		}
		return Optional.of(new Problem(Kind.TEMP_DIRECTORY_NOT_WRITABLE,
				"'%s' is '%s', which is not a directory that can be written.".formatted(property, directory)));
	}

	private Optional<Problem> noexec(String property, Path real) {
		return this.proc.mounts()
			.flatMap((mounts) -> mounts.of(real))
			.filter((mount) -> mount.options().contains("noexec"))
			.map((mount) -> new Problem(Kind.TEMP_DIRECTORY_NOEXEC,
					"'%s' is '%s', which lies on '%s', and %s says that is mounted 'noexec'.".formatted(property, real,
							mount.point(), this.proc.path("self/mountinfo"))));
	}

	/**
	 * What is wrong with a directory.
	 *
	 * @param kind the kind of the finding
	 * @param text a full sentence
	 */
	private record Problem(Kind kind, String text) {

		private Finding finding(Severity severity, String more) {
			return new Finding(this.kind, severity, this.text + more, REMEDY);
		}

	}

}
