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
			new Subject("rolling-restart", 1, true, RollingRestartComparison::run),
			new Subject("start-up", 10, true, StartUpComparison::run),
			new Subject("exit", 10, true, ExitComparison::run),
			new Subject("request-gate", 3, false, RequestGateComparison::run),
			new Subject("signal-latency", 3, false, SignalLatencyComparison::run),
			new Subject("deadline", 50, false, DeadlineTable::run),
			new Subject("contexts", 20, false, ContextComparison::run));

	private static final String CONTROL = "control";

	private Benchmarks() {
	}

	/**
	 * Runs a comparison and prints its result to the standard output.
	 * @param args the name of the comparison; if wanted, the number of rounds; and, if
	 * both sides are to be without Last Call, {@code control}
	 */
	public static void main(String[] args) {
		Optional<Subject> subject = SUBJECTS.stream()
			.filter((candidate) -> args.length > 0 && candidate.name().equals(args[0]))
			.findFirst();
		if (subject.isEmpty()) {
			exit("Usage: java -jar lastcall-benchmarks.jar %s [rounds] [%s]"
				.formatted(SUBJECTS.stream().map(Subject::name).collect(Collectors.joining("|")), CONTROL));
		}
		else if (!Files.exists(SAMPLE_JAR)) {
			exit("'%s' does not exist. Run 'mvn package' and this in the root of the repository."
				.formatted(SAMPLE_JAR));
		}
		else if (!subject.get().hasControl() && List.of(args).contains(CONTROL)) {
			exit("'%s' has no %s, because its sides are not processes of the sample application."
				.formatted(subject.get().name(), CONTROL));
		}
		else {
			run(subject.get(), List.of(args).subList(1, args.length));
		}
	}

	private static void run(Subject subject, List<String> options) {
		boolean control = options.contains(CONTROL);
		int rounds = options.stream()
			.filter((option) -> !option.equals(CONTROL))
			.findFirst()
			.map(Integer::parseInt)
			.orElse(subject.defaultRounds());
		try (Workspace workspace = (control ? Workspace.control(SAMPLE_JAR) : Workspace.create(SAMPLE_JAR))) {
			System.out.println(control ? "A control: both sides are stock.\n" : "");
			System.out.println(subject.comparison().run(workspace, rounds));
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
	 * @param hasControl whether both sides can be without Last Call
	 * @param comparison the comparison
	 */
	private record Subject(String name, int defaultRounds, boolean hasControl, Comparison comparison) {
	}

	/**
	 * Something that is measured with and without Last Call, or beside its peers, in one
	 * run.
	 */
	@FunctionalInterface
	private interface Comparison {

		/**
		 * Measures, which takes up to a few minutes.
		 * @param workspace what is compared, and where
		 * @param rounds how often to measure each side, at least 1
		 * @return the result in Markdown
		 */
		String run(Workspace workspace, int rounds);

	}

}
