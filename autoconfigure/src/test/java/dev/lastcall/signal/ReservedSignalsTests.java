package dev.lastcall.signal;

import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReservedSignalsTests {

	private final ReservedSignals reserved = new ReservedSignals(Map.of());

	@ParameterizedTest
	@CsvSource({ "KILL, the kernel", "STOP, the kernel", "SEGV, its own faults", "PIPE, writes",
			"USR2, suspends threads", "PROF, profilers", "CHLD, the C library" })
	void signalsOfOthersHaveAReason(String name, String part) {
		assertThat(reason(name)).contains(part);
	}

	@Test
	void exactlyTheseSignalsMayBeTaken() {
		assertThat(IntStream.rangeClosed(1, PosixSignal.MAXIMUM)
			.mapToObj(PosixSignal::numbered)
			.filter((signal) -> this.reserved.reason(signal).isEmpty())
			.mapToInt(PosixSignal::number))
			.containsExactly(IntStream
				.concat(IntStream.of(1, 2, 3, 10, 15, 28),
						IntStream.concat(IntStream.rangeClosed(35, 61), IntStream.of(63, 64)))
				.boxed()
				.toArray(Integer[]::new));
	}

	@Test
	void signalThatSuspendsThreadsIsThatOfTheEnvironment() {
		ReservedSignals changed = new ReservedSignals(Map.of("_JAVA_SR_SIGNUM", " 40 "));
		assertThat(changed.reason(PosixSignal.numbered(40)))
			.hasValueSatisfying((reason) -> assertThat(reason).contains("suspends threads"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "many", "-1", "400" })
	void environmentThatMakesNoSenseIsIgnored(String value) {
		ReservedSignals changed = new ReservedSignals(Map.of("_JAVA_SR_SIGNUM", value));
		assertThat(changed.reason(PosixSignal.TERM)).isEmpty();
		assertThat(changed.reason(PosixSignal.numbered(40))).isEmpty();
	}

	private String reason(String name) {
		return this.reserved.reason(PosixSignal.named(name).orElseThrow()).orElseThrow();
	}

}
