package dev.lastcall.signal.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.lastcall.signal.diagnosis.Finding.Kind;
import dev.lastcall.signal.diagnosis.Finding.Severity;

import static org.assertj.core.api.Assertions.assertThat;

class TempDirectoryCheckTests {

	@TempDir
	private Path root;

	private Path temp;

	private Path work;

	private FakeProc proc;

	@BeforeEach
	void createDirectories() throws IOException {
		this.proc = new FakeProc(this.root.resolve("proc"));
		Path real = this.root.toRealPath();
		this.temp = Files.createDirectory(real.resolve("temp"));
		this.work = Files.createDirectory(real.resolve("work"));
	}

	@Test
	void directoryThatCanBeUsedIsNoFinding() {
		assertThat(findings(this.temp, this.work)).isEmpty();
	}

	@Test
	void noexecIsAWarningIfTheWorkingDirectoryIsToo() {
		mountNoexec(this.temp);
		mountNoexec(this.work);
		assertThat(findings(this.temp, this.work)).singleElement().satisfies((finding) -> {
			assertThat(finding.kind()).isEqualTo(Kind.TEMP_DIRECTORY_NOEXEC);
			assertThat(finding.severity()).isEqualTo(Severity.WARNING);
			assertThat(finding.evidence())
				.startsWith("'java.io.tmpdir' is '%s', which lies on '%1$s', and %s says".formatted(this.temp,
						this.root.resolve("proc/self/mountinfo")))
				.contains("Nor can the working directory help: 'user.dir' is '" + this.work);
			assertThat(finding.remedy()).contains("'-Djffi.extract.dir'", "'-Djffi.boot.library.path'", "'emptyDir'");
		});
	}

	@Test
	void noexecIsGoodToKnowIfTheWorkingDirectoryHelps() {
		mountNoexec(this.temp);
		assertThat(findings(this.temp, this.work)).singleElement().satisfies((finding) -> {
			assertThat(finding.severity()).isEqualTo(Severity.INFO);
			assertThat(finding.evidence()).endsWith("The working directory '%s' is used instead.".formatted(this.work));
		});
	}

	@Test
	void symbolicLinkIsFollowedToItsMount() throws IOException {
		mountNoexec(this.temp);
		Path link = Files.createSymbolicLink(this.work.resolve("link"), this.temp);
		assertThat(findings(link, this.work)).hasSize(1);
	}

	@Test
	void directoryThatDoesNotExistCannotBeWritten() {
		Path missing = this.temp.resolve("missing");
		assertThat(findings(missing, missing)).singleElement().satisfies((finding) -> {
			assertThat(finding.kind()).isEqualTo(Kind.TEMP_DIRECTORY_NOT_WRITABLE);
			assertThat(finding.severity()).isEqualTo(Severity.WARNING);
			assertThat(finding.evidence()).startsWith(
					"'java.io.tmpdir' is '%s', which is not a directory that can be written.".formatted(missing));
		});
	}

	@Test
	void fileIsNoDirectory() throws IOException {
		assertThat(findings(Files.createFile(this.temp.resolve("file")), this.work)).hasSize(1);
	}

	@Test
	void directoryThatJffiWasGivenCountsAlone() {
		mountNoexec(this.temp);
		Map<String, String> helped = Map.of("java.io.tmpdir", this.temp.toString(), "user.dir", this.temp.toString(),
				"jffi.extract.dir", this.work.toString());
		assertThat(findings(helped)).isEmpty();
		Map<String, String> spoilt = Map.of("java.io.tmpdir", this.work.toString(), "user.dir", this.work.toString(),
				"jffi.extract.dir", this.temp.toString());
		assertThat(findings(spoilt)).singleElement().satisfies((finding) -> {
			assertThat(finding.severity()).isEqualTo(Severity.WARNING);
			assertThat(finding.evidence()).startsWith("'jffi.extract.dir' is");
		});
	}

	@Test
	void libraryThatIsThereIsNotWritten() {
		mountNoexec(this.temp);
		assertThat(findings(Map.of("java.io.tmpdir", this.temp.toString(), "user.dir", this.temp.toString(),
				"jffi.boot.library.path", "/opt/jffi")))
			.isEmpty();
	}

	private void mountNoexec(Path directory) {
		String mounts = this.proc.files().text("self/mountinfo").orElseThrow();
		this.proc.write("self/mountinfo", mounts + "40 27 0:30 / %s rw,noexec - tmpfs tmpfs rw%n".formatted(directory));
	}

	private List<Finding> findings(Path temp, Path work) {
		return findings(Map.of("java.io.tmpdir", temp.toString(), "user.dir", work.toString()));
	}

	private List<Finding> findings(Map<String, String> properties) {
		return new TempDirectoryCheck(this.proc.process(Map.of(), properties), this.proc.files()).findings().toList();
	}

}
