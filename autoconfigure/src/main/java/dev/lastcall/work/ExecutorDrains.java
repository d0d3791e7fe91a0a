package dev.lastcall.work;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;

import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainSource;

/**
 * {@link DrainSource} with one drain for each {@link ThreadPoolTaskExecutor}, named like
 * its bean.
 */
public final class ExecutorDrains implements DrainSource {

	private final Supplier<Map<String, ThreadPoolTaskExecutor>> executors;

	private final Duration closeReserve;

	/**
	 * Creates the source.
	 * @param executors gives the executors by the names of their beans
	 * @param closeReserve the time that is kept for the closing of the context
	 */
	public ExecutorDrains(Supplier<Map<String, ThreadPoolTaskExecutor>> executors, Duration closeReserve) {
		this.executors = executors;
		this.closeReserve = closeReserve;
	}

	@Override
	public Collection<Drain> drains() {
		return this.executors.get()
			.entrySet()
			.stream()
			.<Drain>map((entry) -> new ExecutorDrain(entry.getKey(), entry.getValue(), this.closeReserve))
			.toList();
	}

}
