package dev.lastcall.signal.diagnosis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.lastcall.test.ForkedJvm;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real processes, each spoilt in one way. They start with the default action of every
 * signal, whatever the tests were started with.
 */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class DiagnosedProcessTests {

	private static final boolean ASKS_FOR_NATIVE_ACCESS = Runtime.version().feature() >= 24;

	@Test
	void processThatWasStartedPlainlyHasNoFindings() throws Exception {
		assertThat(probe(List.of(), enabled())).isEmpty();
	}

	@Test
	void termThatTheParentIgnoredIsFound() throws Exception {
		assertThat(probe(List.of("env", "--ignore-signal=TERM"), enabled())).singleElement()
			.satisfies((line) -> assertThat(line).matches("ERROR signal-ignored SIGTERM: "
					+ "/proc/self/status says 'SigIgn: [0-9a-f]{12}4000', which contains SIGTERM \\(15\\).*"));
	}

	@Test
	void remedyForAnIgnoredSignalWorks() throws Exception {
		List<String> cured = List.of("env", "--ignore-signal=TERM", "env", "--default-signal=TERM");
		assertThat(probe(cured, enabled())).isEmpty();
	}

	@Test
	void backgroundJobOfAScriptIgnoresInt() throws Exception {
		List<String> background = List.of("sh", "-c", "\"$0\" \"$@\" & wait $!");
		assertThat(probe(background, enabled())).anyMatch((line) -> line.startsWith("WARNING signal-ignored SIGINT"))
			.noneMatch((line) -> line.contains("SIGTERM"));
	}

	@Test
	void blockedAndPendingSignalIsFound() throws Exception {
		List<String> blocked = List.of("env", "--block-signal=USR1", "sh", "-c", "kill -USR1 $$; exec \"$0\" \"$@\"");
		assertThat(probe(blocked, enabled())).singleElement()
			.satisfies((line) -> assertThat(line).matches("WARNING signal-blocked SIGUSR1: .* in all of \\d+ threads.*"
					+ "One is waiting already: /proc/self/status says 'ShdPnd: 0{13}200'\\."));
	}

	@Test
	void remedyForABlockedSignalWorks() throws Exception {
		List<String> cured = List.of("env", "--block-signal=USR1", "env", "--default-signal=USR1");
		assertThat(probe(cured, enabled())).isEmpty();
	}

	@Test
	void termThatTheParentBlockedIsUnblockedByTheJvm() throws Exception {
		assertThat(probe(List.of("env", "--block-signal=TERM,QUIT"), enabled())).isEmpty();
	}

	@Test
	void reducedSignalsAreFoundInOptionsAndInTheEnvironment() throws Exception {
		assertThat(probe(List.of(), with(enabled(), "-Xrs"))).singleElement()
			.satisfies((line) -> assertThat(line)
				.startsWith("ERROR reduced-signals -: The JVM runs with '-Xrs', from the command line"));
		for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")) {
			assertThat(probe(List.of("env", variable + "=-Xrs"), enabled()))
				.anyMatch((line) -> line.startsWith("ERROR reduced-signals -: The JVM runs with '-Xrs', "
						+ "from the environment variable " + variable));
		}
	}

	@Test
	void withoutManagementTheEnvironmentStillTells() throws Exception {
		List<String> options = with(enabled(), "--limit-modules", "java.base");
		assertThat(probe(List.of("env", "JDK_JAVA_OPTIONS=-Xrs"), options))
			.anyMatch((line) -> line.startsWith("ERROR reduced-signals"));
	}

	@Test
	void shellAsFirstProcessIsFoundAndExecCuresIt() throws Exception {
		List<String> namespace = List.of("unshare", "--map-root-user", "--pid", "--fork", "--mount-proc", "sh", "-c");
		assertThat(probe(with(namespace, "\"$0\" \"$@\"; exit $?"), enabled())).singleElement()
			.satisfies((line) -> assertThat(line)
				.startsWith("ERROR shell-as-pid-1 -: PID 1 is a shell without a handler for SIGTERM: "
						+ "/proc/1/comm says 'sh', /proc/1/cmdline says 'sh -c ...'."));
		assertThat(probe(with(namespace, "trap 'kill $!' TERM; \"$0\" \"$@\"; exit $?"), enabled())).isEmpty();
		assertThat(probe(with(namespace, "exec \"$0\" \"$@\""), enabled())).isEmpty();
	}

	@Test
	void libjsigIsFound() throws Exception {
		Path library = Path.of(System.getProperty("java.home"), "lib", "libjsig.so");
		assertThat(probe(List.of("env", "LD_PRELOAD=" + library), enabled())).singleElement()
			.satisfies((line) -> assertThat(line).startsWith("INFO libjsig-loaded -: /proc/self/maps maps '")
				.contains("LD_PRELOAD contains '" + library + "'"));
	}

	@Test
	void noexecTempDirectoryIsFound(@TempDir Path directory) throws Exception {
		List<String> mounted = List.of("unshare", "--map-root-user", "--mount", "sh", "-c",
				"mount -t tmpfs -o noexec none '%s' && exec \"$0\" \"$@\"".formatted(directory));
		assertThat(probe(mounted, with(enabled(), "-Djava.io.tmpdir=" + directory))).singleElement()
			.satisfies((line) -> assertThat(line).startsWith("INFO temp-directory-noexec -: 'java.io.tmpdir' is '"));
	}

	// Without it the dynamic linker does not find libjli beside the launcher.
	@Test
	void missingProcIsOneFinding() throws Exception {
		List<String> covered = List.of("env", "LD_LIBRARY_PATH=" + Path.of(System.getProperty("java.home"), "lib"),
				"unshare", "--map-root-user", "--mount", "sh", "-c", "mount -t tmpfs none /proc && exec \"$0\" \"$@\"");
		assertThat(probe(covered, enabled())).singleElement()
			.satisfies((line) -> assertThat(line).startsWith("INFO cannot-see -: ").contains("'/proc/self/status'"));
	}

	@Test
	void nativeAccessIsAskedForOnlyWhereTheJvmDoes() throws Exception {
		assertThat(probe(List.of(), List.of())).hasSize(ASKS_FOR_NATIVE_ACCESS ? 1 : 0)
			.allMatch((line) -> line.startsWith("INFO native-access-not-enabled -: "));
		List<String> deny = ASKS_FOR_NATIVE_ACCESS ? List.of("--illegal-native-access=deny") : List.of();
		assertThat(probe(List.of(), deny)).hasSize(deny.size())
			.allMatch((line) -> line.startsWith("WARNING native-access-denied -: "));
	}

	private static List<String> enabled() {
		return ASKS_FOR_NATIVE_ACCESS ? List.of("--enable-native-access=ALL-UNNAMED") : List.of();
	}

	private static List<String> with(List<String> first, String... more) {
		List<String> all = new ArrayList<>(first);
		all.addAll(List.of(more));
		return all;
	}

	private static List<String> probe(List<String> prefix, List<String> options)
			throws IOException, InterruptedException {
		List<String> command = with(List.of("env", "--default-signal"), prefix.toArray(String[]::new));
		ForkedJvm.Result result = ForkedJvm.run(command, options, DiagnosisProbe.class);
		assertThat(result.exitCode()).as(String.join("\n", result.lines())).isZero();
		return result.lines().stream().filter((line) -> !isOfTheMachine(line)).toList();
	}

	// The JVM's own remark, and the first process of a machine that runs the tests.
	private static boolean isOfTheMachine(String line) {
		return line.contains("Picked up ") || line.startsWith("WARNING shell-as-pid-1");
	}

}
