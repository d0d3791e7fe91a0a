package dev.lastcall.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Runs a comparison from the command line, in the root of the repository.
 */
public final class Benchmarks {

	private static final Path SAMPLE_JAR = Path.of("sample-app/target/lastcall-sample-app.jar");

	private static final List<Subject> SUBJECTS = List.of(
			new Subject("rolling-restart", 1, RollingRestartComparison::run),
			new Subject("start-up", 10, StartUpComparison::run), new Subject("exit", 10, ExitComparison::run),
			new Subject("latency", 6, LatencyComparison::run));

	private Benchmarks() {
	}

	/**
	 * Runs a comparison and prints its result to the standard output.
	 * @param args the name of the comparison and, if wanted, the number of rounds
	 */
	public static void main(String[] args) {
		Optional<Subject> subject = SUBJECTS.stream()
			.filter((candidate) -> args.length > 0 && candidate.name().equals(args[0]))
			.findFirst();
		if (subject.isEmpty() || args.length > 2) {
			exit("Usage: java -jar lastcall-benchmarks.jar %s [rounds]"
				.formatted(SUBJECTS.stream().map(Subject::name).collect(Collectors.joining("|"))));
		}
		else if (!Files.exists(SAMPLE_JAR)) {
			exit("'%s' does not exist. Run 'mvn package' and this in the root of the repository."
				.formatted(SAMPLE_JAR));
		}
		else {
			int rounds = ((args.length == 2) ? Integer.parseInt(args[1]) : subject.get().defaultRounds());
			try (Workspace workspace = Workspace.create(SAMPLE_JAR)) {
				System.out.println(subject.get().comparison().run(workspace, rounds));
			}
		}
	}

	private static void exit(String message) {
		System.err.println(message);
		System.exit(2);
	}

	/**
	 * What can be compared.
	 *
	 * @param name how it is called on the command line
	 * @param defaultRounds how many rounds a useful result takes
	 * @param comparison the comparison
	 */
	private record Subject(String name, int defaultRounds, Comparison comparison) {
	}

}
