package dev.lastcall.benchmarks.deadline;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;
import dev.lastcall.exit.ExitPolicy;
import dev.lastcall.exit.ExitPolicy.SecondSignal;
import dev.lastcall.exit.ProcessExit;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.jdk.JdkSignalBridge;
import dev.lastcall.termination.Budget;
import dev.lastcall.termination.Coordinator;

/**
 * A process that has to be forced to end: a drain and a shutdown hook hang.
 */
public final class HangingProcess {

	static final Duration BUDGET = Duration.ofMillis(600);

	private static final Budget PARTS = new Budget(BUDGET, Duration.ofMillis(50), Duration.ofMillis(50),
			Duration.ofMillis(200), Duration.ofMillis(50), Duration.ofMillis(100));

	private HangingProcess() {
	}

	/**
	 * Waits for SIGTERM.
	 * @param args none
	 */
	public static void main(String[] args) {
		Coordinator coordinator = new Coordinator(PARTS, List.of(), Ticker.system());
		coordinator.prepare(List.of(Drain.of("hanging", Stage.WORK, (context) -> hang())));
		ProcessExit.ofJvm()
			.join(coordinator, new ExitPolicy(OptionalInt.empty(), 124, SecondSignal.IGNORE),
					JdkSignalBridge.create(() -> false), List.of(PosixSignal.TERM));
		Runtime.getRuntime().addShutdownHook(new Thread(HangingProcess::hang, "hanging-hook"));
		System.out.println("ready");
		hang();
	}

	private static void hang() {
		CountDownLatch never = new CountDownLatch(1);
		while (never.getCount() > 0) {
			try {
				never.await();
			}
			catch (InterruptedException ex) {
				// It hangs.
			}
		}
	}

}
