package dev.lastcall.termination;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.lastcall.termination.Answer.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every cell of the table in {@code docs/lifecycle.md}.
 */
class StateMachineTests {

	private static final Path DOCUMENT = Path.of("..", "docs", "lifecycle.md");

	private final StateMachine states = new StateMachine();

	@ParameterizedTest
	@MethodSource("cells")
	void orderDoesWhatTheDocumentSays(CoordinatorState state, Order order, String cell) {
		lead(state);
		Answer answer = this.states.obey(order);
		assertThat(describe(answer)).isEqualTo(cell);
		assertThat(this.states.get()).isEqualTo(answer.state());
		assertThat(answer.message()).matches("[A-Z].*\\.");
	}

	@ParameterizedTest
	@MethodSource("cells")
	void secondOrderOfTheSameKindChangesNothing(CoordinatorState state, Order order, String cell) {
		lead(state);
		CoordinatorState after = this.states.obey(order).state();
		assertThat(this.states.obey(order).outcome()).isNotEqualTo(Outcome.BEGUN);
		assertThat(this.states.get()).isEqualTo(after);
	}

	@ParameterizedTest
	@MethodSource("cells")
	void whatWasSupersededIsNotSettled(CoordinatorState state, Order order, String cell) {
		lead(state);
		CoordinatorState after = this.states.obey(order).state();
		assertThat(this.states.settle(state, CoordinatorState.SERVING)).isEqualTo(after == state);
	}

	static Stream<Arguments> cells() throws IOException {
		List<List<String>> rows = Files.readAllLines(DOCUMENT)
			.stream()
			.dropWhile((line) -> !line.startsWith("| state | `begin`"))
			.takeWhile((line) -> line.startsWith("|"))
			.map((line) -> Arrays.stream(line.split("\\|")).map(String::strip).skip(1).toList())
			.toList();
		assertThat(rows).as("header, line and states").hasSize(2 + CoordinatorState.values().length);
		return rows.stream().skip(2).flatMap((row) -> Arrays.stream(Order.values()).map((order) -> {
			int column = rows.get(0).indexOf("`" + order.name().toLowerCase(Locale.ROOT) + "`");
			CoordinatorState state = CoordinatorState.valueOf(row.get(0).replace("`", "").toUpperCase(Locale.ROOT));
			return Arguments.of(state, order, row.get(column));
		}));
	}

	private static String describe(Answer answer) {
		return switch (answer.outcome()) {
			case BEGUN -> "→ `%s`".formatted(answer.state().label());
			case UNDER_WAY -> "under way";
			case DONE -> "done";
			case REFUSED -> "refused";
		};
	}

	private void lead(CoordinatorState state) {
		switch (state) {
			case SERVING -> {
				// It begins so.
			}
			case QUIESCING -> this.states.obey(Order.QUIESCE);
			case QUIESCED -> lead(CoordinatorState.QUIESCING, CoordinatorState.QUIESCED);
			case RESUMING -> {
				lead(CoordinatorState.QUIESCED);
				this.states.obey(Order.RESUME);
			}
			case REHEARSING -> this.states.obey(Order.REHEARSE);
			case TERMINATING -> this.states.obey(Order.BEGIN);
			case ENDED -> lead(CoordinatorState.TERMINATING, CoordinatorState.ENDED);
		}
		assertThat(this.states.is(state)).isTrue();
	}

	private void lead(CoordinatorState from, CoordinatorState to) {
		lead(from);
		assertThat(this.states.settle(from, to)).isTrue();
	}

}
