package dev.lastcall.work;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

class OldestTaskTests {

	private final SteppedTicker ticker = new SteppedTicker();

	private final OldestTask oldest = new OldestTask(this.ticker);

	@Test
	void ageIsZeroAtTheFirstLook() {
		this.ticker.advance(Duration.ofSeconds(5));
		assertThat(this.oldest.age(10, 3)).isZero();
	}

	@Test
	void oneOfTheTasksThatWereSeenIsStillThereUntilSoManyHaveEnded() {
		this.oldest.age(10, 3);
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(this.oldest.age(12, 9)).isEqualTo(Duration.ofSeconds(1));
		assertThat(this.oldest.age(13, 8)).isZero();
		this.ticker.advance(Duration.ofSeconds(2));
		assertThat(this.oldest.age(20, 1)).isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void executorThatWasIdleBeginsAnew() {
		this.oldest.age(10, 0);
		this.ticker.advance(Duration.ofSeconds(9));
		assertThat(this.oldest.age(10, 1)).isZero();
	}

}
