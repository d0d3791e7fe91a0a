package dev.lastcall.signal.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * SIGQUIT has three meanings: a dump of the JVM, the door for tools, and our event.
 */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class AttachIT {

	private static final int QUIT = 3;

	private static final String DUMP = "Full thread dump";

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "jcmd", "jstack", "java" })
	void toolsAttachBeforeTheHandOver(String tool) throws Exception {
		try (BridgeProcess process = BridgeProcess.with().start(this.directory)) {
			assertThat(process.order("register q QUIT DUMP print")).isEqualTo("REFUSED");
			attach(tool, process);
			process.kill(QUIT);
			process.awaitLine(DUMP);
			assertThat(process.linesWith("heard q")).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jcmd", "jstack", "java" })
	void toolsAttachAfterTheHandOverAndAreNoDump(String tool) throws Exception {
		try (BridgeProcess process = handedOver("DUMP", "print")) {
			attach(tool, process);
			assertThat(process.order("heard QUIT")).isEqualTo("0");
			process.kill(QUIT);
			process.awaitLine("heard q SIGQUIT x1 on 'lastcall-signal-dump'");
			process.awaitLine(DUMP);
			attach(tool, process);
			assertThat(process.linesWith(DUMP)).isOne();
			assertThat(process.linesWith("heard q")).isOne();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jcmd", "jstack", "java" })
	void toolsAttachWhereTheJvmWritesNoDump(String tool) throws Exception {
		try (BridgeProcess process = handedOver("DUMP", "print", "quiet")) {
			process.kill(QUIT);
			process.awaitLine("heard q SIGQUIT x1");
			attach(tool, process);
			process.kill(QUIT);
			process.awaitLines("heard q SIGQUIT x1", 2);
			assertThat(process.linesWith(DUMP)).isZero();
			assertThat(process.order("heard QUIT")).isEqualTo("2");
			process.order("dump");
			process.awaitLine(DUMP);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jcmd", "jstack", "java" })
	void toolsThatAttachDoNotTerminate(String tool) throws Exception {
		try (BridgeProcess process = handedOver("TERMINATION", "exit")) {
			attach(tool, process);
			assertThat(process.isAlive()).isTrue();
			process.kill(QUIT);
			assertThat(process.exitCode()).isEqualTo(131);
			assertThat(process.linesWith("heard q")).isOne();
			assertThat(process.linesWith(DUMP)).isZero();
		}
	}

	@Test
	void dumpThatHangsKeepsNoTerminationBack() throws Exception {
		try (BridgeProcess process = handedOver("DUMP", "hang")) {
			process.order("register r TERM TERMINATION exit");
			process.kill(QUIT);
			process.awaitLine("heard q");
			process.kill(15);
			assertThat(process.exitCode()).isEqualTo(143);
		}
	}

	@Test
	void terminationThatHangsKeepsTheJvmsDumpNotBack() throws Exception {
		try (BridgeProcess process = handedOver("DUMP", "print")) {
			process.order("register r TERM TERMINATION hang");
			process.kill(15);
			process.awaitLine("heard r");
			process.kill(QUIT);
			process.awaitLine(DUMP);
			attach("jcmd", process);
		}
	}

	private BridgeProcess handedOver(String lane, String behaviour, String... arguments) throws Exception {
		BridgeProcess process = BridgeProcess.with().arguments(arguments).start(this.directory);
		process.order("register q QUIT %s %s".formatted(lane, behaviour));
		assertThat(process.order("handover")).isEqualTo("NATIVE");
		return process;
	}

	private static void attach(String tool, BridgeProcess process) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", tool).toString()));
		String pid = Long.toString(process.pid());
		switch (tool) {
			case "jcmd" -> command.addAll(List.of(pid, "VM.version"));
			case "jstack" -> command.add(pid);
			default -> command.addAll(List.of("-cp", ProbeClassPath.location(AttachProbe.class).toString(),
					AttachProbe.class.getName(), pid));
		}
		Process attached = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(attached.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(attached.waitFor(30, TimeUnit.SECONDS)).isTrue();
		assertThat(attached.exitValue()).as(output).isZero();
		assertThat(output).containsAnyOf("JDK ", "lastcall", "attached");
	}

}
