package dev.lastcall.signal;

import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PosixSignalTests {

	@ParameterizedTest
	@ValueSource(strings = { "TERM", "SIGTERM", "term", "SigTerm", " TERM\t" })
	void signalIsFoundWithAndWithoutItsPrefixInAnyCase(String name) {
		assertThat(PosixSignal.named(name)).contains(PosixSignal.TERM);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "SIG", "KILL", "SIGSIGTERM", "15", "TERMINATE" })
	void whatIsNoneOfTheSignalsIsNotFound(String name) {
		assertThat(PosixSignal.named(name)).isEmpty();
	}

	@Test
	void nameDoesNotDependOnTheLanguageOfTheMachine() {
		Locale before = Locale.getDefault();
		try {
			Locale.setDefault(Locale.forLanguageTag("tr"));
			assertThat(PosixSignal.named("int")).contains(PosixSignal.INT);
		}
		finally {
			Locale.setDefault(before);
		}
	}

	@Test
	void numbersAreThoseOfLinuxAndMacOs() {
		assertThat(PosixSignal.HUP.number()).isEqualTo(1);
		assertThat(PosixSignal.INT.number()).isEqualTo(2);
		assertThat(PosixSignal.TERM.number()).isEqualTo(15);
	}

	@Test
	void textIsTheNameThatOperatorsKnow() {
		assertThat(PosixSignal.HUP).hasToString("SIGHUP");
	}

}
