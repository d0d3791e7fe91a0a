package dev.lastcall.signal;

import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PosixSignalTests {

	@ParameterizedTest
	@ValueSource(strings = { "TERM", "SIGTERM", "term", "SigTerm", " TERM\t" })
	void signalIsFoundWithAndWithoutItsPrefixInAnyCase(String name) {
		assertThat(PosixSignal.named(name)).contains(PosixSignal.TERM);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "SIG", "SIGSIGTERM", "15", "TERMINATE", "RTMIN+31", "RTMIN+", "RTMIN-1" })
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
	void realTimeSignalsAreCountedFromTheFirst() {
		assertThat(PosixSignal.named("SIGRTMIN+3")).contains(new PosixSignal("RTMIN+3", 37));
		assertThat(PosixSignal.named("rtmin")).contains(PosixSignal.numbered(34));
		assertThat(PosixSignal.numbered(64)).hasToString("SIGRTMIN+30");
	}

	@Test
	void everyNumberHasANameThatIsFoundAgain() {
		for (int number = 1; number <= 31; number++) {
			PosixSignal signal = PosixSignal.numbered(number);
			assertThat(PosixSignal.named(signal.name())).contains(signal);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 65 })
	void numberThatIsNoSignalsIsRefused(int number) {
		assertThatIllegalArgumentException().isThrownBy(() -> PosixSignal.numbered(number))
			.withMessage("There is no signal %d; signals are numbered from 1 to 64.".formatted(number));
	}

	@Test
	void textIsTheNameThatOperatorsKnow() {
		assertThat(PosixSignal.HUP).hasToString("SIGHUP");
	}

}
