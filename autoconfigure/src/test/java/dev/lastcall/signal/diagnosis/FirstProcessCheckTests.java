package dev.lastcall.signal.diagnosis;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.lastcall.signal.diagnosis.Finding.Kind;
import dev.lastcall.signal.diagnosis.Finding.Severity;

import static org.assertj.core.api.Assertions.assertThat;

class FirstProcessCheckTests {

	@TempDir
	private Path root;

	private FakeProc proc;

	@BeforeEach
	void createProc() {
		this.proc = new FakeProc(this.root);
	}

	@ParameterizedTest
	@CsvSource({ "systemd, /sbin/init", "init, /sbin/init", "tini, /tini", "dumb-init, dumb-init",
			"catatonit, /usr/bin/catatonit", "docker-init, /sbin/docker-init", "busybox, busybox init",
			"init, /bin/busybox init", "pause, /pause", "java, java -jar app.jar", "shim, ''" })
	void otherFirstProcessesAreTrusted(String name, String command) {
		this.proc.first(name, command.split(" "));
		assertThat(findings()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "sh, /bin/sh -c run, /bin/sh -c ...", "bash, bash /run.sh, bash /run.sh",
			"run.sh, /bin/sh /run.sh --password=x, /bin/sh /run.sh ...",
			"ash, busybox ash -c password=x, busybox ash -c ...",
			"busybox, /bin/busybox sh run.sh, /bin/busybox sh run.sh", "bash, -bash, -bash", "sh, '', ''" })
	void shellIsNamedWithItsScriptAndWithoutArguments(String name, String command, String shown) {
		this.proc.first(name, command.split(" "));
		assertThat(findings()).singleElement().satisfies((finding) -> {
			assertThat(finding.kind()).isEqualTo(Kind.SHELL_AS_PID_1);
			assertThat(finding.signal()).isEmpty();
			assertThat(finding.evidence()).contains(this.root.resolve("1/comm") + " says '" + name + "'",
					this.root.resolve("1/cmdline") + " says '" + shown + "'");
			assertThat(finding.remedy()).contains("'exec java ...'", "tini");
		});
	}

	@Test
	void shellThatStartedTheJvmIsAnError() {
		this.proc.first("sh", "sh", "-c", "java -jar app.jar; true");
		this.proc.write("self/stat", "7 (java) S 1 7 7 0 -1");
		assertThat(findings()).singleElement().satisfies((finding) -> {
			assertThat(finding.severity()).isEqualTo(Severity.ERROR);
			assertThat(finding.evidence()).contains("This process is 7, its parent is 1.");
		});
	}

	@Test
	void shellFurtherUpIsAWarning() {
		this.proc.first("sh", "sh", "/run.sh");
		assertThat(findings()).singleElement()
			.satisfies((finding) -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
	}

	@Test
	void shellThatTrapsTermIsTrustedToForward() {
		this.proc.first("sh", "sh", "/run.sh");
		this.proc.status("1/status", Map.of("SigCgt", FakeProc.signals(2, 15)));
		assertThat(findings()).isEmpty();
	}

	@Test
	void shellThatTrapsOnlyIntIsNot() {
		this.proc.first("sh", "sh", "/run.sh");
		this.proc.status("1/status", Map.of("SigCgt", FakeProc.signals(2, 17)));
		assertThat(findings()).hasSize(1);
	}

	@Test
	void firstProcessItselfHasNobodyBeforeIt() {
		this.proc.first("sh", "sh", "-c", "whatever it was called before");
		this.proc.write("self/stat", "1 (java) S 0 1 1 0 -1");
		assertThat(findings()).isEmpty();
	}

	@Test
	void longCommandIsCut() {
		this.proc.first("sh", "sh", "x".repeat(1000));
		assertThat(findings()).singleElement()
			.satisfies((finding) -> assertThat(finding.evidence()).contains("xxx...'").hasSizeLessThan(600));
	}

	@Test
	void nothingIsClaimedOfAnUnknownProcess() {
		this.proc.first("sh", "sh");
		this.proc.write("self/stat", "");
		assertThat(findings()).isEmpty();
		this.proc.write("self/stat", "seven (java) S one");
		assertThat(findings()).isEmpty();
	}

	private List<Finding> findings() {
		return new FirstProcessCheck(this.proc.files()).findings().toList();
	}

}
