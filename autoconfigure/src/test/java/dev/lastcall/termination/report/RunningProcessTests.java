package dev.lastcall.termination.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class RunningProcessTests {

	@TempDir
	private Path proc;

	@Test
	void currentProcessIsAlive() {
		assertThat(RunningProcess.current().isAlive()).isTrue();
		assertThat(RunningProcess.current().pid()).isEqualTo(ProcessHandle.current().pid());
	}

	@Test
	void otherProcessWithTheSameIdIsNotTheSame() {
		assertThat(new RunningProcess(ProcessHandle.current().pid(), "another").isAlive()).isFalse();
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void processThatHasEndedIsNotAliveEvenIfNobodyHasReapedIt() throws Exception {
		Process process = new ProcessBuilder("sleep", "60").start();
		RunningProcess running = RunningProcess.of(process.pid());
		assertThat(running.isAlive()).isTrue();
		process.destroyForcibly().waitFor();
		assertThat(running.isAlive()).isFalse();
	}

	@Test
	void startIsTheBootAndTheTicksSinceWhichNoClockMoves() throws IOException {
		process("1234", "a (b) c", 'S', "4711");
		assertThat(RunningProcess.of(1234, this.proc)).isEqualTo(new RunningProcess(1234, "boot/4711"));
	}

	@Test
	void zombieDoesNotRun() throws IOException {
		process("1234", "java", 'Z', "4711");
		assertThat(RunningProcess.of(1234, this.proc).isAlive()).isFalse();
	}

	@Test
	void withoutProcTheJdkTells() {
		RunningProcess current = RunningProcess.of(ProcessHandle.current().pid(), this.proc);
		assertThat(current.start()).matches("\\d{4}-.*Z");
		assertThat(RunningProcess.of(Integer.MAX_VALUE, this.proc).start()).isEmpty();
	}

	private void process(String pid, String name, char state, String start) throws IOException {
		Files.createDirectories(this.proc.resolve("sys/kernel/random"));
		Files.writeString(this.proc.resolve("sys/kernel/random/boot_id"), "boot\n");
		Files.createDirectories(this.proc.resolve(pid));
		Files.writeString(this.proc.resolve(pid).resolve("stat"),
				"%s (%s) %c %s%s 0 0\n".formatted(pid, name, state, "0 ".repeat(18), start));
	}

}
