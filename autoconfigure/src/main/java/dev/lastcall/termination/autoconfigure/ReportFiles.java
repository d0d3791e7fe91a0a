package dev.lastcall.termination.autoconfigure;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;

import org.springframework.core.env.Environment;

import dev.lastcall.termination.report.ReportPaths;

/**
 * Makes {@link ReportPaths} of the properties.
 */
final class ReportFiles {

	/**
	 * Where Kubernetes looks for the message of a container that has ended, if its
	 * manifest does not say otherwise ({@code TerminationMessagePathDefault} in
	 * {@code k8s.io/api/core/v1}).
	 */
	static final String TERMINATION_LOG = "/dev/termination-log";

	private ReportFiles() {
	}

	static ReportPaths paths(TerminationProperties.Report report, Environment environment) {
		return new ReportPaths(message(report.terminationLog(), environment),
				Optional.of(report.directory()).filter((it) -> !it.isBlank()).map(ReportFiles::path),
				environment.getProperty("spring.application.name", "application"));
	}

	// Unless somebody asks for it, the file is the platform's to provide, and a test has
	// nothing to tell the platform.
	private static Optional<Path> message(String file, Environment environment) {
		if (file.isBlank()) {
			return Optional.empty();
		}
		boolean asked = !file.equals(TERMINATION_LOG);
		if (!asked && (Surroundings.of(environment).test() || !isProvided(new File(file)))) {
			return Optional.empty();
		}
		return Optional.of(path(file));
	}

	// A working directory may be called by several names, a file should not be.
	private static Path path(String path) {
		return Path.of(path).toAbsolutePath().normalize();
	}

	private static boolean isProvided(File file) {
		return file.isFile() && file.canWrite();
	}

}
