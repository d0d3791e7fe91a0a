package dev.lastcall.signal.diagnosis;

import org.junit.jupiter.api.Test;

import dev.lastcall.signal.diagnosis.Finding.Severity;

import static org.assertj.core.api.Assertions.assertThat;

class DeadlineCheckTests {

	@Test
	void deadlineThatTheKernelKeepsIsNoFinding() {
		assertThat(new DeadlineCheck("").findings()).isEmpty();
	}

	@Test
	void deadlineThatItDoesNotKeepIsFoundWithTheReason() {
		assertThat(new DeadlineCheck("timer_create failed with errno 1").findings()).singleElement()
			.satisfies((finding) -> {
				assertThat(finding.id()).isEqualTo("kernel-deadline-missing");
				assertThat(finding.severity()).isEqualTo(Severity.INFO);
				assertThat(finding.signal()).isEmpty();
				assertThat(finding.evidence()).contains("because timer_create failed with errno 1.");
				assertThat(finding.remedy()).contains("63", "seccomp");
			});
	}

}
