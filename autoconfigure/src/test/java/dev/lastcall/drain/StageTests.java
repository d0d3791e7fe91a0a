package dev.lastcall.drain;

import java.util.Arrays;
import java.util.Locale;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StageTests {

	@Test
	void stagesAreInTheOrderOfATermination() {
		assertThat(Arrays.stream(Stage.values()).map(Stage::label)).containsExactly("serving", "announce", "linger",
				"sources", "work", "sinks", "close", "exit");
	}

	@Test
	void drainsBelongToTheStagesBetweenServingAndExit() {
		assertThat(Arrays.stream(Stage.values()).filter(Stage::hasDrains)).containsExactly(Stage.ANNOUNCE, Stage.LINGER,
				Stage.SOURCES, Stage.WORK, Stage.SINKS, Stage.CLOSE);
	}

	@Test
	void noStageIsAfterItself() {
		assertThat(Stage.SINKS.isAfter(Stage.WORK)).isTrue();
		assertThat(Stage.WORK.isAfter(Stage.WORK)).isFalse();
		assertThat(Stage.WORK.isAfter(Stage.SINKS)).isFalse();
	}

	@Test
	void labelDoesNotDependOnTheLanguageOfTheMachine() {
		Locale before = Locale.getDefault();
		try {
			Locale.setDefault(Locale.forLanguageTag("tr"));
			assertThat(Stage.LINGER.label()).isEqualTo("linger");
		}
		finally {
			Locale.setDefault(before);
		}
	}

}
