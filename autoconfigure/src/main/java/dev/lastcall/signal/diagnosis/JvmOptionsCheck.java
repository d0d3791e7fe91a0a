package dev.lastcall.signal.diagnosis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.lastcall.signal.diagnosis.Finding.Kind;
import dev.lastcall.signal.diagnosis.Finding.Severity;

/**
 * Looks for options of the JVM that keep signals or native code from us.
 */
final class JvmOptionsCheck {

	private static final List<String> OPTION_VARIABLES = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS",
			"_JAVA_OPTIONS");

	private static final String ENABLE = "--enable-native-access=ALL-UNNAMED";

	private static final String ILLEGAL = "--illegal-native-access=";

	private final DiagnosedProcess process;

	private final boolean terminationIsOurs;

	/**
	 * Creates the check.
	 * @param process the process
	 * @param terminationIsOurs whether our own handlers are known to be in place
	 */
	JvmOptionsCheck(DiagnosedProcess process, boolean terminationIsOurs) {
		this.process = process;
		this.terminationIsOurs = terminationIsOurs;
	}

	Stream<Finding> findings() {
		return Stream.of(reducedSignals(), nativeAccess()).flatMap(Optional::stream);
	}

	private Optional<Finding> reducedSignals() {
		return last("-Xrs", "-XX:+ReduceSignalUsage", "-XX:-ReduceSignalUsage")
			.filter((option) -> !option.startsWith("-XX:-"))
			.map((option) -> new Finding(Kind.REDUCED_SIGNALS, this.terminationIsOurs ? Severity.INFO : Severity.ERROR,
					"The JVM runs with '%s', from %s: it handles neither SIGHUP, SIGINT, SIGTERM nor SIGQUIT."
						.formatted(option, source(option)),
					("Remove '%s' from %s. With it these signals kill the process at once, without shutdown hooks, "
							+ "unless the native bridge has them.")
						.formatted(option, source(option))));
	}

	private Optional<Finding> nativeAccess() {
		String illegal = last(ILLEGAL).map((option) -> option.substring(ILLEGAL.length())).orElse("warn");
		if (this.process.nativeAccess() || "allow".equals(illegal)) {
			return Optional.empty();
		}
		String remedy = ("Add '%s' to the options of the JVM, or the line 'Enable-Native-Access: ALL-UNNAMED' to the "
				+ "manifest of the jar that 'java -jar' starts.")
			.formatted(ENABLE);
		if ("deny".equals(illegal)) {
			return Optional.of(new Finding(Kind.NATIVE_ACCESS_DENIED, Severity.WARNING,
					"The JVM runs with '%sdeny', from %s, and without '%s': native code cannot be loaded."
						.formatted(ILLEGAL, source(ILLEGAL), ENABLE),
					remedy));
		}
		return Optional.of(new Finding(Kind.NATIVE_ACCESS_NOT_ENABLED, Severity.INFO,
				"The JVM runs without '%s': it warns when native code is loaded, and a later JDK will refuse to."
					.formatted(ENABLE),
				remedy));
	}

	// The last option of its kind wins. Without the module java.management the variables
	// are all that can be seen.
	private Optional<String> last(String... prefixes) {
		return Stream.concat(OPTION_VARIABLES.stream().flatMap(this::options), this.process.arguments().stream())
			.filter((option) -> Arrays.stream(prefixes).anyMatch(option::startsWith))
			.reduce((first, second) -> second);
	}

	private Stream<String> options(String variable) {
		return Arrays.stream(this.process.environment().getOrDefault(variable, "").split("\\s+"));
	}

	private String source(String prefix) {
		return OPTION_VARIABLES.stream()
			.filter((variable) -> options(variable).anyMatch((option) -> option.startsWith(prefix)))
			.findFirst()
			.map("the environment variable "::concat)
			.orElse("the command line of the JVM");
	}

}
