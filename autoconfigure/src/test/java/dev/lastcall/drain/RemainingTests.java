package dev.lastcall.drain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RemainingTests {

	@Test
	void onlyAKnownZeroIsNothing() {
		assertThat(Remaining.nothing().isNothing()).isTrue();
		assertThat(Remaining.of(0).isNothing()).isTrue();
		assertThat(Remaining.of(1).isNothing()).isFalse();
		assertThat(Remaining.unknown().isNothing()).isFalse();
	}

	@Test
	void onlyAKnownNumberAboveZeroIsSomething() {
		assertThat(Remaining.of(1).isSomething()).isTrue();
		assertThat(Remaining.of(0).isSomething()).isFalse();
		assertThat(Remaining.unknown().isSomething()).isFalse();
	}

	@Test
	void detailsAreACopy() {
		List<String> details = new ArrayList<>(List.of("one"));
		Remaining remaining = Remaining.of(2, details);
		details.add("two");
		assertThat(remaining.details()).containsExactly("one");
	}

	@Test
	void textNamesTheCountAndTheDetails() {
		assertThat(Remaining.nothing()).hasToString("0 left");
		assertThat(Remaining.of(3)).hasToString("3 left");
		assertThat(Remaining.unknown()).hasToString("an unknown number left");
		assertThat(Remaining.of(3, List.of("GET /a", "GET /b"))).hasToString("3 left: GET /a; GET /b");
	}

	@Test
	void ageIsUnknownUnlessItIsGiven() {
		assertThat(Remaining.of(3).oldest()).isEmpty();
		assertThat(new Remaining(OptionalLong.of(3), List.of())).isEqualTo(Remaining.of(3));
		Remaining aged = Remaining.of(3, List.of("a")).withOldest(Duration.ofSeconds(2));
		assertThat(aged.oldest()).contains(Duration.ofSeconds(2));
		assertThat(aged).hasToString("3 left: a");
	}

}
