package dev.lastcall.termination.context;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.context.support.GenericApplicationContext;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Ticker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Phases that hang in a context that really closes, on the real clock: that is what is
 * being tested.
 */
@Timeout(60)
class ShutdownPhasesTests {

	private static final Duration LEFT = Duration.ofSeconds(2);

	private final GenericApplicationContext context = new GenericApplicationContext();

	private final Map<Integer, Long> began = new HashMap<>();

	private final DefaultLifecycleProcessor processor = new DefaultLifecycleProcessor();

	@Test
	void phasesThatHangShareWhatIsLeft() {
		IntStream.rangeClosed(1, 6).forEach(this::hang);
		Duration took = close();
		assertThat(took).isBetween(Duration.ofMillis(1900), LEFT);
		// Each has half of what those before it have left.
		assertThat(took(6)).isBetween(950L, 1030L);
		assertThat(took(5)).isBetween(430L, 530L);
		assertThat(took(4)).isBetween(180L, 280L);
		assertThat(took(2)).isPositive();
	}

	@Test
	void timeThatAPhaseDoesNotUseGoesToTheNext() {
		this.processor.setTimeoutForShutdownPhase(3, 10);
		this.processor.setTimeoutForShutdownPhase(2, 10);
		IntStream.rangeClosed(1, 3).forEach(this::hang);
		assertThat(close()).isBetween(Duration.ofMillis(900), Duration.ofMillis(1100));
		assertThat(took(3)).isLessThan(100);
		assertThat(took(2)).isLessThan(100);
	}

	@Test
	void timeoutsThatWereChosenStayIfTheyAreShorter() {
		this.processor.setTimeoutPerShutdownPhase(700);
		this.processor.setTimeoutsForShutdownPhases(Map.of(1, 60_000L, 2, 900L));
		close();
		assertThat(PhaseTimeouts.of(this.processor)).get().satisfies((timeouts) -> {
			assertThat(timeouts.perPhase()).isEqualTo(700);
			assertThat(timeouts.byPhase()).containsOnlyKeys(1, 2).containsEntry(2, 900L);
			assertThat(timeouts.byPhase().get(1)).isBetween(800L, 1000L);
		});
	}

	@Test
	void timeoutsOfTheUserAreBounded() {
		this.processor.setTimeoutForShutdownPhase(1, 60_000);
		this.processor.setTimeoutForShutdownPhase(2, 60_000);
		hang(1);
		hang(2);
		assertThat(close()).isBetween(Duration.ofMillis(1400), Duration.ofMillis(1600));
	}

	@Test
	void fieldsOfAnotherSpringAreUnknown() {
		assertThat(PhaseTimeouts.of(new Object())).isEmpty();
	}

	private Duration close() {
		this.context.registerBean("lifecycleProcessor", DefaultLifecycleProcessor.class, () -> this.processor);
		this.context.refresh();
		Deadline deadline = Deadline.after(LEFT, Ticker.system());
		long begin = System.nanoTime();
		ShutdownPhases.bound(this.context, deadline::remaining);
		this.context.close();
		return Duration.ofNanos(System.nanoTime() - begin);
	}

	private void hang(int phase) {
		this.context.registerBean("hanging" + phase, SmartLifecycle.class, () -> new Hanging(phase, this.began));
	}

	// In milliseconds, until the next phase began.
	private long took(int phase) {
		return Duration.ofNanos(this.began.get(phase - 1) - this.began.get(phase)).toMillis();
	}

	/**
	 * A bean whose stop never calls back.
	 */
	private static final class Hanging implements SmartLifecycle {

		private final int phase;

		private final Map<Integer, Long> began;

		private volatile boolean running;

		Hanging(int phase, Map<Integer, Long> began) {
			this.phase = phase;
			this.began = began;
		}

		@Override
		public int getPhase() {
			return this.phase;
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			throw new UnsupportedOperationException("'stop' must not be invoked without a callback");
		}

		@Override
		public void stop(Runnable callback) {
			this.began.put(this.phase, System.nanoTime());
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

}
