package dev.lastcall.signal.diagnosis;

import java.util.List;

/**
 * Main class of a process that looks at itself.
 */
public final class DiagnosisProbe {

	private DiagnosisProbe() {
	}

	public static void main(String[] arguments) {
		List<WantedSignal> signals = List.of(new WantedSignal(15, "SIGTERM", true), new WantedSignal(2, "SIGINT", true),
				new WantedSignal(3, "SIGQUIT", false), new WantedSignal(10, "SIGUSR1", false));
		DiagnosedProcess process = DiagnosedProcess.current(DiagnosisProbe.class.getModule());
		new SignalDiagnosis(process, signals, HandlerTable.unreadable()).findings()
			.forEach((finding) -> System.out.println("%s %s %s: %s".formatted(finding.severity(), finding.id(),
					finding.signal().orElse("-"), finding.evidence())));
	}

}
