package dev.lastcall.signal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

class SenderTests {

	@Test
	void keyOfTheTerminalIsTheKernel() {
		Sender sender = new Sender(128, 0, 0);
		assertThat(sender.isKernel()).isTrue();
		assertThat(sender.isOutside()).isFalse();
		assertThat(sender.command()).isEmpty();
		assertThat(sender.describe()).isEqualTo("the kernel, as for a key of the terminal");
	}

	@Test
	void processWithoutAnIdIsOutside() {
		Sender sender = new Sender(0, 0, 0);
		assertThat(sender.isKernel()).isFalse();
		assertThat(sender.isOutside()).isTrue();
		assertThat(sender.describe()).isEqualTo("a process outside this PID namespace");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void processIsNamed() {
		int self = (int) ProcessHandle.current().pid();
		Sender sender = new Sender(-6, self, 1000);
		assertThat(sender.isOutside()).isFalse();
		assertThat(sender.command()).isNotEmpty().doesNotContain("\n");
		assertThat(sender.describe()).isEqualTo("process %d (%s), user 1000,".formatted(self, sender.command()));
	}

	@Test
	void processThatIsGoneHasNoName() {
		Sender sender = new Sender(0, Integer.MAX_VALUE, 0);
		assertThat(sender.command()).isEmpty();
		assertThat(sender.describe()).isEqualTo("process 2147483647, user 0,");
	}

}
