package dev.lastcall.drain;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DeadlineTests {

	private static final Duration NANO = Duration.ofNanos(1);

	private final SteppedTicker ticker = new SteppedTicker();

	@Test
	void passesAtItsTimeAndNotBefore() {
		Deadline deadline = in(Duration.ofSeconds(5));
		this.ticker.advance(Duration.ofSeconds(5).minus(NANO));
		assertThat(deadline.hasPassed()).isFalse();
		assertThat(deadline.remaining()).isEqualTo(NANO);
		this.ticker.advance(NANO);
		assertThat(deadline.hasPassed()).isTrue();
		assertThat(deadline.remaining()).isZero();
	}

	@Test
	void remainingIsNeverNegativeButRemainingNanosTellHowLateItIs() {
		Deadline deadline = in(Duration.ofSeconds(1));
		this.ticker.advance(Duration.ofSeconds(3));
		assertThat(deadline.remaining()).isZero();
		assertThat(deadline.remainingNanos()).isEqualTo(-2_000_000_000);
	}

	@Test
	void zeroAndNegativeDurationsHavePassedAlready() {
		assertThat(in(Duration.ZERO).hasPassed()).isTrue();
		assertThat(in(Duration.ofNanos(-1)).hasPassed()).isTrue();
	}

	@Test
	void minusIsEarlierAndMinusANegativeDurationLater() {
		Deadline deadline = in(Duration.ofSeconds(5));
		assertThat(deadline.minus(Duration.ofSeconds(2)).remaining()).isEqualTo(Duration.ofSeconds(3));
		assertThat(deadline.minus(Duration.ofSeconds(-2)).remaining()).isEqualTo(Duration.ofSeconds(7));
	}

	@Test
	void earlierOfTwoIsTheSameEitherWay() {
		Deadline early = in(Duration.ofSeconds(1));
		Deadline late = in(Duration.ofSeconds(1).plus(NANO));
		assertThat(early.earlierOf(late)).isSameAs(early);
		assertThat(late.earlierOf(early)).isSameAs(early);
	}

	@Test
	void comparesAcrossTheWrapOfTheClock() {
		this.ticker.advance(Duration.ofNanos(Long.MAX_VALUE - 5));
		Deadline beforeTheWrap = in(Duration.ofNanos(3));
		Deadline behindTheWrap = in(Duration.ofNanos(10));
		assertThat(behindTheWrap.remainingNanos()).isEqualTo(10);
		assertThat(behindTheWrap.hasPassed()).isFalse();
		assertThat(behindTheWrap.earlierOf(beforeTheWrap)).isSameAs(beforeTheWrap);
		assertThat(beforeTheWrap.earlierOf(behindTheWrap)).isSameAs(beforeTheWrap);
	}

	@Test
	void durationOfMoreThan292YearsIsRefused() {
		assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> in(Duration.ofDays(293 * 366)));
	}

	@Test
	void textTellsTheTimeLeft() {
		Deadline deadline = in(Duration.ofMillis(1500));
		assertThat(deadline).hasToString("in 1500 ms");
		this.ticker.advance(Duration.ofMillis(1600));
		assertThat(deadline).hasToString("in -100 ms");
	}

	@Test
	void neverDoesNotComeHoweverMuchIsTakenFromIt() {
		Deadline never = Deadline.never();
		this.ticker.advance(Duration.ofNanos(Long.MAX_VALUE));
		assertThat(never.isNever()).isTrue();
		assertThat(never.hasPassed()).isFalse();
		assertThat(never.remainingNanos()).isEqualTo(Long.MAX_VALUE);
		assertThat(never.remaining()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
		assertThat(never.minus(Duration.ofDays(300 * 366))).isSameAs(never);
		assertThat(never.minus(Duration.ofDays(-300 * 366))).isSameAs(never);
		assertThat(never).hasToString("never");
	}

	@Test
	void everyPointIsEarlierThanNever() {
		Deadline farAway = in(Duration.ofNanos(Long.MAX_VALUE));
		assertThat(farAway.isNever()).isFalse();
		assertThat(Deadline.never().earlierOf(farAway)).isSameAs(farAway);
		assertThat(farAway.earlierOf(Deadline.never())).isSameAs(farAway);
		assertThat(Deadline.never().earlierOf(Deadline.never())).isSameAs(Deadline.never());
	}

	private Deadline in(Duration duration) {
		return Deadline.after(duration, this.ticker);
	}

}
