package dev.lastcall.signal.diagnosis;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.lastcall.signal.diagnosis.Finding.Kind;
import dev.lastcall.signal.diagnosis.Finding.Severity;

import static org.assertj.core.api.Assertions.assertThat;

class SignalDiagnosisTests {

	private static final List<WantedSignal> SIGNALS = List.of(FakeProc.TERM, FakeProc.INT, FakeProc.QUIT);

	@TempDir
	private Path root;

	private FakeProc proc;

	@BeforeEach
	void createProc() {
		this.proc = new FakeProc(this.root.resolve("proc"));
	}

	@Test
	void healthyProcessHasNoFindings() {
		assertThat(findings(HandlerTable.unreadable())).isEmpty();
	}

	@Test
	void worstFindingComesFirst() {
		this.proc.first("sh", "sh", "/run.sh");
		this.proc.status("self/status", Map.of("SigIgn", FakeProc.signals(2)));
		this.proc.write("self/maps", "7f00-7f10 r-xp 00000000 fe:00 42 /jdk/lib/libjsig.so\n");
		FakeHandlers handlers = new FakeHandlers().install(FakeProc.TERM, 0x7f01);
		assertThat(findings(handlers, "-Xrs")).extracting(Finding::id)
			.containsExactly("signal-taken-over", "reduced-signals", "signal-ignored", "shell-as-pid-1",
					"libjsig-loaded");
	}

	@Test
	void reducedSignalsAreGoodToKnowIfTheHandlersAreOurs() {
		FakeHandlers handlers = new FakeHandlers().install(FakeProc.TERM, FakeHandlers.OURS)
			.install(FakeProc.INT, FakeHandlers.OURS);
		assertThat(findings(handlers, "-Xrs")).extracting(Finding::severity).containsExactly(Severity.INFO);
		handlers.install(FakeProc.INT, 0x7f01);
		assertThat(findings(handlers, "-Xrs")).extracting(Finding::severity)
			.containsExactly(Severity.ERROR, Severity.ERROR);
	}

	@Test
	void missingProcIsOneFindingThatNamesWhatIsMissing() {
		Path missing = this.root.resolve("missing");
		DiagnosedProcess process = new DiagnosedProcess(missing, Map.of(), List.of(), temp(), true);
		assertThat(new SignalDiagnosis(process, SIGNALS, HandlerTable.unreadable()).findings()).singleElement()
			.satisfies((finding) -> {
				assertThat(finding.kind()).isEqualTo(Kind.CANNOT_SEE);
				assertThat(finding.severity()).isEqualTo(Severity.INFO);
				assertThat(finding.evidence()).contains("'" + missing.resolve("self/status") + "'",
						"'" + missing.resolve("self/task") + "'", "'" + missing.resolve("self/maps") + "'",
						"'" + missing.resolve("self/mountinfo") + "'", "'" + missing.resolve("self/stat") + "'");
			});
	}

	@Test
	void hiddenFirstProcessIsOneFinding() {
		this.proc.write("self/stat", "42 (java) S 0 1");
		this.proc.write("1/comm", "");
		DiagnosedProcess process = this.proc.process(Map.of(), temp());
		assertThat(this.root.resolve("proc/1/cmdline").toFile().delete()).isTrue();
		assertThat(new SignalDiagnosis(process, SIGNALS, HandlerTable.unreadable()).findings()).singleElement()
			.satisfies((finding) -> assertThat(finding.evidence())
				.isEqualTo("Not everything can be seen, because these cannot be read: '%s'."
					.formatted(this.root.resolve("proc/1/cmdline"))));
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void thisJvmCanSeeEverythingAndBlocksNothing() {
		DiagnosedProcess process = DiagnosedProcess.current(SignalDiagnosisTests.class.getModule());
		List<Finding> findings = new SignalDiagnosis(process, SIGNALS, HandlerTable.unreadable()).findings();
		assertThat(findings).extracting(Finding::kind)
			.doesNotContain(Kind.CANNOT_SEE, Kind.SIGNAL_BLOCKED, Kind.SIGNAL_PENDING, Kind.SIGNAL_TAKEN_OVER,
					Kind.REDUCED_SIGNALS, Kind.TEMP_DIRECTORY_NOT_WRITABLE);
	}

	private List<Finding> findings(HandlerTable table, String... arguments) {
		return new SignalDiagnosis(this.proc.process(Map.of(), temp(), arguments), SIGNALS, table).findings();
	}

	private Map<String, String> temp() {
		return Map.of("java.io.tmpdir", this.root.toString(), "user.dir", this.root.toString());
	}

}
