package dev.lastcall.test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks at the same moment, again and again on the same threads, each within ten
 * seconds.
 */
public final class Race implements AutoCloseable {

	private final ExecutorService threads;

	public Race(int threads) {
		this.threads = Executors.newFixedThreadPool(threads, (task) -> {
			Thread thread = new Thread(task, "race");
			thread.setDaemon(true);
			return thread;
		});
	}

	public void run(Runnable... tasks) throws Exception {
		AtomicInteger missing = new AtomicInteger(tasks.length);
		List<Future<?>> finishes = new ArrayList<>();
		for (Runnable task : tasks) {
			finishes.add(this.threads.submit(() -> {
				missing.decrementAndGet();
				while (missing.get() > 0) {
					Thread.yield();
				}
				task.run();
			}));
		}
		for (Future<?> finish : finishes) {
			finish.get(10, TimeUnit.SECONDS);
		}
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
