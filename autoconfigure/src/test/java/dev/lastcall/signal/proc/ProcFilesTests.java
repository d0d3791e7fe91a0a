package dev.lastcall.signal.proc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ProcFilesTests {

	private static final String STATUS = """
			Name:	java: a name
			State:	S (sleeping)
			SigPnd:	0000000000000000
			ShdPnd:	0000000000000001
			SigBlk:	0000000000000002
			SigIgn:	0000000000000004
			SigCgt:	0000000000000008
			""";

	@TempDir
	private Path root;

	@Test
	void statusHasTheSetsOfSignals() throws IOException {
		write("self/status", STATUS);
		ProcFiles files = new ProcFiles(this.root);
		assertThat(files.status("self"))
			.contains(new SignalStatus(new SignalSet(1), new SignalSet(2), new SignalSet(4), new SignalSet(8)));
		assertThat(files.unreadable()).isEmpty();
	}

	@Test
	void statusWithoutSignalsAsGVisorHasItIsUnreadable() throws IOException {
		write("self/status", "Name:\tjava\nState:\tR (running)\n");
		ProcFiles files = new ProcFiles(this.root);
		assertThat(files.status("self")).isEmpty();
		assertThat(files.unreadable()).containsExactly(this.root.resolve("self/status"));
	}

	@Test
	void whatCannotBeReadIsRememberedOnce() {
		ProcFiles files = new ProcFiles(this.root);
		assertThat(files.text("1/comm")).isEmpty();
		assertThat(files.text("1/comm")).isEmpty();
		assertThat(files.memory()).isEmpty();
		assertThat(files.mounts()).isEmpty();
		assertThat(files.threads()).isEmpty();
		assertThat(files.unreadable()).containsExactly(this.root.resolve("1/comm"), this.root.resolve("self/maps"),
				this.root.resolve("self/mountinfo"), this.root.resolve("self/task"));
	}

	@Test
	void threadThatEndsMeanwhileIsLeftOut() throws IOException {
		write("self/task/1/status", STATUS);
		Files.createDirectories(this.root.resolve("self/task/2"));
		ProcFiles files = new ProcFiles(this.root);
		assertThat(files.threads()).hasSize(1);
		assertThat(files.unreadable()).isEmpty();
	}

	@Test
	void bytesThatAreNoTextAreReplaced() throws IOException {
		Files.createDirectories(this.root.resolve("1"));
		Files.write(this.root.resolve("1/comm"), new byte[] { 's', 'h', (byte) 0xff });
		assertThat(new ProcFiles(this.root).text("1/comm")).contains("sh\ufffd");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void realFilesCanBeRead() {
		ProcFiles files = new ProcFiles(Path.of("/proc"));
		assertThat(files.status("self")).hasValueSatisfying(
				(status) -> assertThat(status.caught().contains(11)).as("HotSpot handles SIGSEGV").isTrue());
		assertThat(files.threads()).hasSizeGreaterThan(5)
			.anyMatch((thread) -> thread.blocked().contains(3))
			.as("HotSpot leaves SIGQUIT to its own thread")
			.anyMatch((thread) -> !thread.blocked().contains(3));
		assertThat(files.mounts().flatMap((mounts) -> mounts.of(Path.of("/proc/self"))))
			.hasValueSatisfying((mount) -> assertThat(mount.point()).isEqualTo("/proc"));
		assertThat(files.memory().flatMap((memory) -> memory.file("libjvm.so"))).hasValueSatisfying(
				(mapping) -> assertThat(files.memory().flatMap((memory) -> memory.at(mapping.start() + 1)))
					.contains(mapping));
		assertThat(files.unreadable()).isEmpty();
	}

	private void write(String file, String text) throws IOException {
		Path path = this.root.resolve(file);
		Files.createDirectories(path.getParent());
		Files.writeString(path, text, StandardCharsets.UTF_8);
	}

}
