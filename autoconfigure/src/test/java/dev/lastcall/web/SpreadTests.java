package dev.lastcall.web;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Spread}.
 */
class SpreadTests {

	private static final long BEGAN = Long.MAX_VALUE - 1000;

	private static final Duration LENGTH = Duration.ofSeconds(10);

	private final Spread spread = new Spread(BEGAN, LENGTH);

	@Test
	void nothingIsDueBeforeAndAtTheBeginning() {
		assertThat(this.spread.due(10_000, BEGAN - 1)).isZero();
		assertThat(this.spread.due(10_000, BEGAN)).isZero();
		assertThat(this.spread.isOver(BEGAN)).isFalse();
	}

	@Test
	void everythingIsDueAtTheEndAndAfterIt() {
		assertThat(this.spread.due(10_000, at(10_000))).isEqualTo(10_000);
		assertThat(this.spread.due(10_000, at(60_000))).isEqualTo(10_000);
		assertThat(this.spread.isOver(at(9_999))).isFalse();
		assertThat(this.spread.isOver(at(10_000))).isTrue();
	}

	@Test
	void asManyAreDueInEachSecond() {
		for (int second = 1; second <= 10; second++) {
			assertThat(this.spread.due(10_000, at(second * 1000L))).isEqualTo(second * 1000L);
		}
	}

	@Test
	void whatIsDueNeverFallsAndNeverJumps() {
		for (long count : new long[] { 1, 3, 7, 9_999, 1_000_003 }) {
			long before = 0;
			for (long millis = 0; millis <= 10_000; millis++) {
				long due = this.spread.due(count, at(millis));
				assertThat(due - before).isBetween(0L, count / 10_000 + 1);
				before = due;
			}
			assertThat(before).isEqualTo(count);
		}
	}

	@Test
	void moreThingsAreNeverFewerDue() {
		long now = at(3_333);
		for (long count = 0; count < 1_000; count++) {
			assertThat(this.spread.due(count + 1, now)).isGreaterThanOrEqualTo(this.spread.due(count, now));
		}
	}

	@Test
	void noNumberIsTooLarge() {
		assertThat(this.spread.due(Long.MAX_VALUE, at(5_000))).isBetween(Long.MAX_VALUE / 4, Long.MAX_VALUE / 4 * 3);
		assertThat(this.spread.due(Long.MAX_VALUE, at(10_000))).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void everythingIsDueAtOnceWithoutAnInterval() {
		for (Duration none : new Duration[] { Duration.ZERO, Duration.ofSeconds(-1) }) {
			Spread atOnce = new Spread(BEGAN, none);
			assertThat(atOnce.due(10_000, BEGAN)).isEqualTo(10_000);
			assertThat(atOnce.isOver(BEGAN)).isTrue();
			assertThat(atOnce.due(10_000, BEGAN - 1)).isZero();
		}
	}

	// Past the end of the clock, which wraps around.
	private static long at(long millis) {
		return BEGAN + Duration.ofMillis(millis).toNanos();
	}

}
