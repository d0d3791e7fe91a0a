package dev.lastcall.exit;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import dev.lastcall.fixture.Budgets;
import dev.lastcall.signal.HookSignalBridge;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

class ShutdownDuringStartUpTests {

	private final SteppedTicker ticker = new SteppedTicker();

	private final DyingJvm jvm = new DyingJvm();

	private final ProcessExit exit = new ProcessExit(this.jvm, this.ticker);

	@Test
	void processThatIsToldToLeaveWhileItStartsDoesNotOutliveItsBudget() throws Exception {
		Coordinator coordinator = new Coordinator(Budgets.TEN_SECONDS, List.of(), this.ticker);
		this.exit.join(coordinator, new ExitPolicy(OptionalInt.empty(), 124, ExitPolicy.SecondSignal.EXPEDITE),
				new HookSignalBridge("this is a test"), List.of());
		this.ticker.awaitParked("lastcall-halt-guard");
		this.ticker.advance(Duration.ofMillis(9_900));
		this.ticker.awaitParked("lastcall-halt-guard");
		assertThat(this.jvm.halted).isNotDone();
		this.ticker.advance(Duration.ofMillis(100));
		assertThat(this.jvm.halted).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(124);
	}

	/**
	 * A JVM that has begun to shut down.
	 */
	private static final class DyingJvm implements Jvm {

		private final CompletableFuture<Integer> halted = new CompletableFuture<>();

		@Override
		public void exit(int code) {
			throw new AssertionError("exit " + code);
		}

		@Override
		public void halt(int code) {
			this.halted.complete(code);
		}

		@Override
		public boolean onShutdown(Thread hook) {
			return false;
		}

		@Override
		public boolean isShuttingDown() {
			return true;
		}

	}

}
