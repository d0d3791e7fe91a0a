package dev.lastcall.drain;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.test.Background;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class DrainContextAwaitTests {

	private static final Cancellation REASON = new Cancellation(Cancellation.Cause.EXPEDITED, "Hurry.");

	private static final Duration NANO = Duration.ofNanos(1);

	/**
	 * How often a waiting thread looks.
	 */
	private static final Duration LOOK = Duration.ofMillis(2);

	private final SteppedTicker ticker = new SteppedTicker();

	private final DrainContext context = DrainContext.root(Deadline.after(Duration.ofMillis(3), this.ticker),
			this.ticker);

	private final AtomicBoolean condition = new AtomicBoolean();

	@Test
	void conditionThatHoldsReturnsAtOnceEvenAtTheDeadlineOrCancelled() throws InterruptedException {
		this.condition.set(true);
		assertThat(this.context.await(this.condition::get)).isTrue();
		this.ticker.advance(Duration.ofMillis(3));
		assertThat(this.context.await(this.condition::get)).isTrue();
		this.context.cancel(REASON);
		assertThat(this.context.await(this.condition::get)).isTrue();
	}

	@Test
	void conditionThatComesToHoldIsSeenAtTheNextLook() throws InterruptedException {
		Background<Boolean> waiter = await();
		this.ticker.awaitParked("waiter", LOOK);
		this.condition.set(true);
		this.ticker.advance(LOOK.minus(NANO));
		this.ticker.awaitParked("waiter", NANO);
		assertThat(waiter.isDone()).isFalse();
		this.ticker.advance(NANO);
		assertThat(waiter.result()).isTrue();
	}

	@Test
	void waitEndsAtTheDeadlineAndNotBefore() throws InterruptedException {
		Background<Boolean> waiter = await();
		this.ticker.awaitParked("waiter", LOOK);
		this.ticker.advance(LOOK);
		this.ticker.awaitParked("waiter", Duration.ofMillis(1));
		this.ticker.advance(Duration.ofMillis(1).minus(NANO));
		this.ticker.awaitParked("waiter", NANO);
		assertThat(waiter.isDone()).isFalse();
		this.ticker.advance(NANO);
		assertThat(waiter.result()).isFalse();
	}

	@Test
	void conditionThatHoldsAtTheDeadlineCounts() throws InterruptedException {
		Background<Boolean> waiter = await();
		this.ticker.awaitParked("waiter", LOOK);
		this.condition.set(true);
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(waiter.result()).isTrue();
	}

	@Test
	void conditionThatComesToHoldDuringTheLastLookCounts() throws InterruptedException {
		this.ticker.advance(Duration.ofMillis(3));
		assertThat(this.context.await(() -> this.condition.getAndSet(true))).isTrue();
	}

	@Test
	void cancellationDoesNotEndTheWait() throws InterruptedException {
		Background<Boolean> waiter = await();
		this.ticker.awaitParked("waiter", LOOK);
		this.context.cancel(REASON);
		this.ticker.advance(LOOK);
		this.ticker.awaitParked("waiter", Duration.ofMillis(1));
		this.condition.set(true);
		this.ticker.advance(Duration.ofMillis(1));
		assertThat(waiter.result()).isTrue();
	}

	@Test
	void waitEndsWhenTheParentIsShortened() throws InterruptedException {
		DrainContext child = this.context.child(Deadline.after(Duration.ofHours(1), this.ticker));
		Background<Boolean> waiter = Background.call("waiter", () -> child.await(this.condition::get));
		this.ticker.awaitParked("waiter", LOOK);
		this.context.shorten(Deadline.after(LOOK, this.ticker));
		this.ticker.advance(LOOK);
		assertThat(waiter.result()).isFalse();
	}

	@Test
	void interruptionEndsTheWaitAndSaysHowMuchWasLeft() throws InterruptedException {
		Background<Boolean> waiter = await();
		this.ticker.awaitParked("waiter");
		waiter.thread().interrupt();
		assertThat(waiter.failure()).isInstanceOf(InterruptedException.class).hasMessage("Interrupted with 3 ms left");
	}

	@Test
	void threadThatIsInterruptedAlreadyDoesNotWait() throws InterruptedException {
		Background<Boolean> waiter = Background.call("waiter", () -> {
			Thread.currentThread().interrupt();
			return this.context.await(this.condition::get);
		});
		assertThat(waiter.failure()).isInstanceOf(InterruptedException.class);
	}

	@Test
	void interruptionTurnsIntoTheExceptionAndIsNotLeftBehind() {
		Background<Boolean> waiter = Background.call("waiter", () -> {
			Thread.currentThread().interrupt();
			try {
				return this.context.await(this.condition::get);
			}
			catch (InterruptedException ex) {
				return Thread.currentThread().isInterrupted();
			}
		});
		assertThat(waiter.result()).isFalse();
	}

	private Background<Boolean> await() {
		return Background.call("waiter", () -> this.context.await(this.condition::get));
	}

}
