package dev.lastcall.drain;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InvalidSettingExceptionTests {

	@Test
	void messageIsTheProblemAndTheRemedy() {
		InvalidSettingException failure = new InvalidSettingException("It is wrong.", "Mend it.");
		assertThat(failure).hasMessage("It is wrong. Mend it.");
		assertThat(failure.problem()).isEqualTo("It is wrong.");
		assertThat(failure.remedy()).isEqualTo("Mend it.");
	}

}
