package dev.lastcall.signal.diagnosis;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.lastcall.signal.diagnosis.Finding.Kind;
import dev.lastcall.signal.diagnosis.Finding.Severity;

import static org.assertj.core.api.Assertions.assertThat;

class MaskCheckTests {

	@TempDir
	private Path root;

	private FakeProc proc;

	@BeforeEach
	void createProc() {
		this.proc = new FakeProc(this.root);
	}

	@Test
	void signalsThatArriveAreNoFinding() {
		assertThat(findings(FakeProc.TERM, FakeProc.INT, FakeProc.QUIT)).isEmpty();
	}

	@Test
	void ignoredTermIsAnErrorWithItsFileAndValue() {
		this.proc.status("self/status", Map.of("SigIgn", FakeProc.signals(15)));
		assertThat(findings(FakeProc.INT, FakeProc.TERM)).singleElement().satisfies((finding) -> {
			assertThat(finding.kind()).isEqualTo(Kind.SIGNAL_IGNORED);
			assertThat(finding.severity()).isEqualTo(Severity.ERROR);
			assertThat(finding.signal()).contains("SIGTERM");
			assertThat(finding.evidence()).isEqualTo(this.root.resolve("self/status")
					+ " says 'SigIgn: 0000000000004000', which contains SIGTERM (15): the process ignores it.");
			assertThat(finding.remedy()).contains("\"trap '' TERM\"", "'env --default-signal=TERM java ...'",
					"'trap - TERM'");
		});
	}

	@Test
	void ignoredIntIsAWarningThatNamesBackgroundJobs() {
		this.proc.status("self/status", Map.of("SigIgn", FakeProc.signals(2)));
		assertThat(findings(FakeProc.INT)).singleElement().satisfies((finding) -> {
			assertThat(finding.severity()).isEqualTo(Severity.WARNING);
			assertThat(finding.remedy()).contains("with '&'");
		});
	}

	@Test
	void ignoredSignalThatDoesNotTerminateIsGoodToKnow() {
		this.proc.status("self/status", Map.of("SigIgn", FakeProc.signals(1)));
		assertThat(findings(FakeProc.HUP)).singleElement().satisfies((finding) -> {
			assertThat(finding.severity()).isEqualTo(Severity.INFO);
			assertThat(finding.remedy()).contains("'nohup'");
		});
	}

	@Test
	void signalBlockedInEveryThreadIsCounted() {
		this.proc.thread(1, FakeProc.signals(10));
		this.proc.thread(2, FakeProc.signals(3, 10));
		assertThat(findings(FakeProc.USR1, FakeProc.QUIT)).singleElement().satisfies((finding) -> {
			assertThat(finding.kind()).isEqualTo(Kind.SIGNAL_BLOCKED);
			assertThat(finding.severity()).isEqualTo(Severity.WARNING);
			assertThat(finding.evidence()).isEqualTo("'SigBlk' in " + this.root.resolve("self/task/*/status")
					+ " contains SIGUSR1 (10) in all of 2 threads, so none can receive it.");
			assertThat(finding.remedy()).contains("'env --default-signal=USR1 java ...'");
		});
	}

	@Test
	void blockedSignalThatWaitsIsMentioned() {
		this.proc.status("self/status", Map.of("ShdPnd", FakeProc.signals(15)));
		this.proc.thread(1, FakeProc.signals(15));
		this.proc.thread(2, FakeProc.signals(15));
		assertThat(findings(FakeProc.TERM)).singleElement().satisfies((finding) -> {
			assertThat(finding.severity()).isEqualTo(Severity.ERROR);
			assertThat(finding.evidence()).endsWith("One is waiting already: " + this.root.resolve("self/status")
					+ " says 'ShdPnd: 0000000000004000'.");
		});
	}

	@Test
	void signalBlockedInSomeThreadsArrivesInTheOthers() {
		this.proc.thread(1, FakeProc.signals(15));
		assertThat(findings(FakeProc.TERM)).isEmpty();
	}

	@Test
	void pendingSignalThatIsNotBlockedIsStuck() {
		this.proc.status("self/status", Map.of("ShdPnd", FakeProc.signals(15)));
		this.proc.thread(3, FakeProc.signals(15));
		assertThat(findings(FakeProc.TERM)).singleElement().satisfies((finding) -> {
			assertThat(finding.kind()).isEqualTo(Kind.SIGNAL_PENDING);
			assertThat(finding.evidence()).contains("'ShdPnd: 0000000000004000'", "2 of 3 threads do not block it");
			assertThat(finding.remedy()).contains("'State: D'");
		});
	}

	private List<Finding> findings(WantedSignal... signals) {
		return new MaskCheck(this.proc.files(), List.of(signals)).findings().toList();
	}

}
