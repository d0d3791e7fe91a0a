package dev.lastcall.termination.report;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.Budget;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Coordinator;

/**
 * A termination that is forced, in a JVM whose heap or disk is full.
 */
public final class ReportProbe {

	private static final CountDownLatch BEGUN = new CountDownLatch(1);

	private static final List<Object> HEAP = new ArrayList<>(1 << 16);

	private ReportProbe() {
	}

	public static void main(String[] args) throws InterruptedException {
		boolean hungry = args[0].equals("hungry");
		Coordinator[] coordinator = new Coordinator[1];
		ReportPaths paths = new ReportPaths(Optional.of(Path.of(args[1])),
				hungry ? Optional.empty() : Optional.of(Path.of(args[2])), "orders");
		ReportKeeper keeper = new ReportKeeper(paths, () -> coordinator[0], new Printer(), Ticker.system());
		Duration second = Duration.ofSeconds(1);
		coordinator[0] = new Coordinator(new Budget(Duration.ofSeconds(60), second, second, second, second, second),
				List.of(keeper), Ticker.system());
		coordinator[0].prepare(List.of(Drain.of("hungry", Stage.WORK, hungry ? ReportProbe::eat : ReportProbe::hang)));
		coordinator[0].begin(new Cause.Signal("TERM", 15, ""));
		BEGUN.await();
		coordinator[0].tellForced();
		// What a real process has between its last words and its end.
		Ticker.system().park(Duration.ofMillis(150).toNanos());
		HEAP.clear();
		System.out.println("The last words are spoken");
		Runtime.getRuntime().halt(0);
	}

	private static void eat(DrainContext context) {
		for (int size = 1 << 20; size > 8; size /= 2) {
			try {
				while (true) {
					HEAP.add(new byte[size]);
				}
			}
			catch (OutOfMemoryError ex) {
				// On with smaller ones.
				continue;
			}
		}
		BEGUN.countDown();
		hang(context);
	}

	private static void hang(DrainContext context) {
		BEGUN.countDown();
		Ticker.system().park(Long.MAX_VALUE);
	}

	/**
	 * {@link ReportObserver} that prints.
	 */
	private static final class Printer implements ReportObserver {

		@Override
		public void onPrevious(PreviousRun previous) {
			System.out.println(previous);
		}

		@Override
		public void onProblem(String problem) {
			System.out.println(problem);
		}

	}

}
