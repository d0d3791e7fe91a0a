package dev.lastcall.signal.process;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Where the native tier cannot be: the process goes on with the lower tier.
 */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class UnavailableIT {

	private static final int TERM = 15;

	private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

	@TempDir
	private Path directory;

	@Test
	void withoutItsLibrary() throws Exception {
		staysWith("JDK jffi is not on the class path", BridgeProcess.with().withoutJffi());
	}

	// Its library is also tried to be unpacked to the working directory.
	@Test
	void withoutADirectoryForTemporaryFiles() throws Exception {
		staysWith("JDK it could not be set up: ",
				BridgeProcess.with("-Djava.io.tmpdir=" + this.directory.resolve("absent"))
					.under("sh", "-c", "cd /proc && exec env --default-signal \"$@\"", "sh"));
	}

	@Test
	void withADirectoryForTemporaryFilesThatForbidsExecution() throws Exception {
		Path mount = Files.createDirectory(this.directory.resolve("noexec"));
		staysWith("JDK it could not be set up: ", BridgeProcess.with("-Djava.io.tmpdir=" + mount)
			.under(mounted("mount -t tmpfs -o noexec none '%s/noexec' && cd '%1$s/noexec'")));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_24)
	void withNativeAccessDenied() throws Exception {
		staysWith("JDK it could not be set up: ", BridgeProcess.with("--illegal-native-access=deny"));
	}

	// The JVM itself gets its executable memory before.
	@Test
	void withMemoryThatMustNotBecomeExecutable() throws Exception {
		try (BridgeProcess process = BridgeProcess
			.with("-Xint", "-XX:InitialCodeCacheSize=32m", "-XX:ReservedCodeCacheSize=32m")
			.start(this.directory)) {
			assumeThat(process.order("deny")).as("The kernel is Linux 6.3 or later").isEqualTo("true");
			staysWith(
					"JDK it could not be set up: dev.lastcall.signal.libc.LibcException: mprotect failed with errno 13",
					process);
		}
	}

	// As a container has it whose root file system is read-only and that mounts nothing.
	@Test
	void withARootFileSystemThatIsReadOnly() throws Exception {
		staysWith("JDK it could not be set up: ", BridgeProcess.with("-Djava.io.tmpdir=" + this.directory)
			.under(mounted("mount -o remount,bind,ro / && mount --bind -o ro '%s' '%1$s' && cd /")));
	}

	@Test
	void withAFilterThatRefusesToMakeMemoryExecutable() throws Exception {
		staysWith(
				"JDK it could not be set up: dev.lastcall.signal.libc.LibcException: mprotect failed with errno "
						+ RefusedExecution.ERRNO,
				BridgeProcess.with()
					.under(JAVA, "-cp", ProbeClassPath.with(true), RefusedExecution.class.getName(), "env",
							"--default-signal"));
	}

	// Nothing of the native tier needs it.
	@Test
	void nativeTierWorksWithoutProc() throws Exception {
		String libraries = Path.of(System.getProperty("java.home"), "lib").toString();
		// Without /proc the dynamic linker does not find what lies beside the program.
		try (BridgeProcess process = BridgeProcess.with()
			.under(mounted("mount -t tmpfs none /proc && export LD_LIBRARY_PATH='%s:%1$s/server'".formatted(libraries)
				.replace("%", "%%")))
			.start(this.directory)) {
			process.order("register r TERM TERMINATION exit");
			assertThat(process.order("handover")).isEqualTo("NATIVE");
			process.kill(TERM);
			assertThat(process.exitCode()).isEqualTo(143);
			assertThat(process.awaitLine("heard r")).contains("on 'lastcall-signal-reader'");
		}
	}

	private String[] mounted(String preparation) throws Exception {
		assumeThat(System.getenv("CI") != null || Shell.succeeds("unshare --mount true")).as("CI promises unshare")
			.isTrue();
		return new String[] { "unshare", "--mount", "sh", "-c",
				preparation.formatted(this.directory) + " && exec env --default-signal \"$@\"", "sh" };
	}

	private void staysWith(String answer, BridgeProcess.Start start) throws Exception {
		try (BridgeProcess process = start.start(this.directory)) {
			staysWith(answer, process);
		}
	}

	private static void staysWith(String answer, BridgeProcess process) throws Exception {
		assertThat(process.order("register r TERM TERMINATION exit")).isEqualTo("INSTALLED");
		assertThat(process.order("handover")).startsWith(answer);
		// Once more says the same.
		assertThat(process.order("handover")).startsWith("JDK ");
		process.kill(TERM);
		assertThat(process.exitCode()).isEqualTo(143);
		assertThat(process.awaitLine("heard r")).contains("on 'SIGTERM handler'");
	}

}
