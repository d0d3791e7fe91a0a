package dev.lastcall.termination;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.lastcall.drain.Stage;
import dev.lastcall.test.SteppedTermination;

import static org.assertj.core.api.Assertions.assertThat;

class BudgetTests {

	private final Budget budget = SteppedTermination.BUDGET;

	@ParameterizedTest
	@CsvSource({ "SERVING,11", "ANNOUNCE,11", "LINGER,11", "SOURCES,11", "WORK,11", "SINKS,7", "CLOSE,1", "EXIT,0" })
	void reservedAfterAStageIsTheSumOfTheLaterReserves(Stage stage, int seconds) {
		assertThat(this.budget.reservedAfter(stage)).isEqualTo(Duration.ofSeconds(seconds));
	}

	@Test
	void expeditedBudgetIsTheSameOneInSmall() {
		assertThat(this.budget.expedite()).isEqualTo(new Budget(Duration.ofSeconds(6), Duration.ofMillis(800),
				Duration.ofMillis(1200), Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofSeconds(6)));
	}

	@Test
	void budgetThatIsNoLongerThanTheExpeditedOneStaysAsItIs() {
		Budget small = within(Duration.ofSeconds(6));
		assertThat(small.expedite()).isSameAs(small);
		Budget smaller = within(Duration.ofSeconds(5));
		assertThat(smaller.expedite()).isSameAs(smaller);
	}

	@Test
	void budgetThatIsOneNanosecondLongerThanTheExpeditedOneShrinks() {
		assertThat(within(Duration.ofSeconds(6).plusNanos(1)).expedite().total()).isEqualTo(Duration.ofSeconds(6));
	}

	@Test
	void expeditingTwiceIsExpeditingOnce() {
		assertThat(this.budget.expedite().expedite()).isEqualTo(this.budget.expedite());
	}

	@Test
	void budgetThatIsExpeditedToNothingHasNothing() {
		Budget none = new Budget(Duration.ofSeconds(30), Duration.ofSeconds(4), Duration.ofSeconds(6),
				Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ZERO)
			.expedite();
		assertThat(none.total()).isZero();
		assertThat(none.reservedAfter(Stage.WORK)).isZero();
		assertThat(none.cancelGrace()).isZero();
	}

	private Budget within(Duration total) {
		return new Budget(total, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1),
				Duration.ofSeconds(1), Duration.ofSeconds(6));
	}

}
