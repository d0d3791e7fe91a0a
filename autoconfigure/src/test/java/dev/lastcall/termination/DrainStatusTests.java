package dev.lastcall.termination;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DrainStatusTests {

	@Test
	void labelsAreLowerCaseWithDashes() {
		assertThat(Arrays.stream(DrainStatus.values()).map(DrainStatus::label)).containsExactly("waiting", "running",
				"at-rest", "handing-back", "handed-back", "failed", "abandoned");
	}

}
