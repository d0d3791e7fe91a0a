package dev.lastcall.termination;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.TerminationEvent.StageBegan;

/**
 * A termination in a JVM whose heap is exhausted while it drains, and free again 300 ms
 * later. What others free meanwhile is taken at once. One drain ends and another one is
 * to begin meanwhile.
 */
public final class MemoryProbe {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final long HUNGER_NANOS = Duration.ofMillis(300).toNanos();

	private static final List<Object> HEAP = new ArrayList<>(1 << 18);

	private static final List<Stage> HEARD = new ArrayList<>(16);

	private static final CountDownLatch FULL = new CountDownLatch(1);

	private static final CountDownLatch ENDED = new CountDownLatch(1);

	private MemoryProbe() {
	}

	public static void main(String[] args) throws InterruptedException {
		Coordinator coordinator = new Coordinator(
				new Budget(Duration.ofSeconds(20), SECOND, SECOND, SECOND, SECOND, SECOND), List.of(MemoryProbe::hear),
				Ticker.system());
		coordinator.prepare(List.of(Drain.of("hungry", Stage.WORK, MemoryProbe::eat),
				Drain.of("meanwhile", Stage.WORK, (context) -> FULL.await()), new Next(),
				Drain.of("outbox", Stage.SINKS, (context) -> {
				}), Drain.of("context", Stage.CLOSE, (context) -> {
				})));
		coordinator.atLast(ENDED::countDown);
		coordinator.begin(new Cause.Signal("TERM", 15, ""));
		ENDED.await();
		Report report = coordinator.ended().join();
		System.out.println(report.ending().verdict());
		System.out
			.println(report.stages().stream().map((stage) -> stage.stage().label()).collect(Collectors.joining(" ")));
		report.drains().forEach((drain) -> System.out.println(drain.name() + " " + drain.status().label()));
		System.out.println("heard of " + HEARD.size());
	}

	private static void hear(TerminationEvent event) {
		if (event instanceof StageBegan stage) {
			HEARD.add(stage.stage());
		}
	}

	private static void eat(DrainContext context) {
		long began = System.nanoTime();
		while (System.nanoTime() - began < HUNGER_NANOS) {
			bite();
			FULL.countDown();
		}
		HEAP.clear();
	}

	private static void bite() {
		for (int size = 1 << 20; size >= 1; size /= 2) {
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
	}

	/**
	 * {@link Drain} that is to begin when there is no memory.
	 */
	private static final class Next implements Drain {

		private final Set<String> after = Set.of("meanwhile");

		@Override
		public String name() {
			return "next";
		}

		@Override
		public Stage stage() {
			return Stage.WORK;
		}

		@Override
		public Set<String> after() {
			return this.after;
		}

		@Override
		public void drain(DrainContext context) {
			// At rest already.
		}

	}

}
