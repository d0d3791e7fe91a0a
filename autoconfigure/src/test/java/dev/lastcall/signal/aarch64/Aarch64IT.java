package dev.lastcall.signal.aarch64;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The native tier in a real HotSpot for aarch64, with real signals. The emulator cannot
 * show a lack of cache maintenance or of memory order, and shows everything else.
 */
@RequiresAarch64Jvm
@Timeout(180)
class Aarch64IT {

	private Process process;

	private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

	private final List<String> seen = new ArrayList<>();

	@AfterEach
	void endProcess() {
		this.process.destroyForcibly();
	}

	@Test
	void stubHearsEverySignalWithItsSenderAndKeepsTheJvmsDump() throws Exception {
		start();
		await("aarch64 NATIVE", "sent 4000 counted 4000 heard 4000", "ready");
		kill("USR1");
		await("SIGUSR1 from user ");
		kill("QUIT");
		await("SIGQUIT from user ", "Full thread dump");
		kill("TERM");
		await("SIGTERM from user ");
		assertThat(exitCode()).isZero();
	}

	@Test
	void stubGivesTerminationsToTheJvmIfNobodyTakesThem() throws Exception {
		start("hang");
		await("ready");
		kill("TERM");
		await("SIGTERM");
		// The backlog begins with the second, which waits for the reader.
		for (int i = 0; i < 40 && this.process.isAlive(); i++) {
			kill("TERM");
			this.process.waitFor(200, TimeUnit.MILLISECONDS);
		}
		assertThat(exitCode()).isEqualTo(143);
	}

	@Test
	void kernelEndsTheProcessAtItsDeadline() throws Exception {
		start("deadline");
		await("ready");
		kill("TERM");
		await("SIGTERM");
		assertThat(exitCode()).isEqualTo(77);
	}

	private void start(String... arguments) throws Exception {
		String command = Objects.requireNonNull(System.getenv(RequiresAarch64Jvm.COMMAND),
				() -> RequiresAarch64Jvm.COMMAND + " is not set");
		List<String> all = new ArrayList<>(List.of(command.split(" ")));
		all.addAll(List.of("-cp", System.getProperty("java.class.path"), Aarch64Probe.class.getName()));
		all.addAll(List.of(arguments));
		this.process = new ProcessBuilder(all).redirectErrorStream(true).start();
		new Thread(this::read, "aarch64-output").start();
	}

	private void kill(String signal) throws Exception {
		Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(this.process.pid())).start();
		assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
	}

	private void await(String... texts) throws InterruptedException {
		Set<String> missing = new HashSet<>(Set.of(texts));
		while (!missing.isEmpty()) {
			String line = this.lines.poll(60, TimeUnit.SECONDS);
			assertThat(line).as("a line with each of %s after %s", missing, this.seen).isNotNull();
			this.seen.add(line);
			missing.removeIf(line::contains);
		}
	}

	private void read() {
		this.process.inputReader().lines().forEach(this.lines::add);
	}

	private int exitCode() throws InterruptedException {
		assertThat(this.process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		return this.process.exitValue();
	}

}
