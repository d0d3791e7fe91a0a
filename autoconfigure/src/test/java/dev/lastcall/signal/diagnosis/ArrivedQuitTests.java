package dev.lastcall.signal.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.lastcall.signal.diagnosis.Finding.Kind;
import dev.lastcall.signal.diagnosis.Finding.Severity;

import static org.assertj.core.api.Assertions.assertThat;

class ArrivedQuitTests {

	private static final int SI_USER = 0;

	private static final int SI_KERNEL = 128;

	private static final List<WantedSignal> SIGNALS = List.of(FakeProc.TERM, FakeProc.INT, FakeProc.QUIT);

	@Test
	void quitFromOutsideThePidNamespaceMayBeAStopSignal() {
		assertThat(new ArrivedQuit(SI_USER, 0, false).finding(SIGNALS)).hasValueSatisfying((finding) -> {
			assertThat(finding.kind()).isEqualTo(Kind.QUIT_FROM_PLATFORM);
			assertThat(finding.severity()).isEqualTo(Severity.WARNING);
			assertThat(finding.signal()).contains("SIGQUIT");
			assertThat(finding.evidence()).contains("outside this PID namespace ('si_pid' 0, 'si_code' 0)");
			assertThat(finding.remedy()).contains("'STOPSIGNAL SIGQUIT'", "'lastcall.signals.terminate=TERM,INT,QUIT'");
		});
	}

	@Test
	void quitFromTheFirstProcessMayBeAStopSignal() {
		assertThat(new ArrivedQuit(SI_USER, 1, false).finding(SIGNALS)).hasValueSatisfying(
				(finding) -> assertThat(finding.evidence()).startsWith("SIGQUIT came from PID 1 ('si_pid' 1"));
	}

	@Test
	void quitFromAnotherProcessIsARequestToDump() {
		assertThat(new ArrivedQuit(SI_USER, 4711, false).finding(SIGNALS)).isEmpty();
	}

	@Test
	void quitOfTheTerminalIsARequestToDump() {
		assertThat(new ArrivedQuit(SI_KERNEL, 0, false).finding(SIGNALS)).isEmpty();
	}

	@Test
	void quitOfAnAttachIsNoStopSignal() {
		assertThat(new ArrivedQuit(SI_USER, 0, true).finding(SIGNALS)).isEmpty();
	}

	@Test
	void quitThatTerminatesNeedsNoAdvice() {
		List<WantedSignal> signals = List.of(FakeProc.TERM, new WantedSignal(3, "SIGQUIT", true));
		assertThat(new ArrivedQuit(SI_USER, 0, false).finding(signals)).isEmpty();
	}

	@Test
	void attachIsSeenByTheFileThatAnnouncesIt(@TempDir Path work, @TempDir Path temp) throws IOException {
		assertThat(ArrivedQuit.isAttachRequested(42, work, temp)).isFalse();
		Files.createFile(temp.resolve(".attach_pid42"));
		assertThat(ArrivedQuit.isAttachRequested(42, work, temp)).isTrue();
		assertThat(ArrivedQuit.isAttachRequested(4, work, temp)).isFalse();
	}

}
