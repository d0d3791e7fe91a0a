package dev.lastcall.signal.proc;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SignalSetTests {

	@Test
	void signalOneIsTheLowestBit() {
		SignalSet set = SignalSet.parse("0000000000004001");
		assertThat(set.contains(1)).isTrue();
		assertThat(set.contains(2)).isFalse();
		assertThat(set.contains(15)).isTrue();
	}

	@Test
	void lastRealTimeSignalIsTheHighestBit() {
		SignalSet set = SignalSet.parse("8000000000000000");
		assertThat(set.contains(64)).isTrue();
		assertThat(set.contains(63)).isFalse();
	}

	@Test
	void setIsWrittenAsTheKernelWritesIt() {
		assertThat(SignalSet.parse("ffffffff00014000")).hasToString("ffffffff00014000");
		assertThat(SignalSet.parse("2")).hasToString("0000000000000002");
	}

	@Test
	void somethingElseIsNoSet() {
		assertThatThrownBy(() -> SignalSet.parse("")).isInstanceOf(NumberFormatException.class);
	}

}
