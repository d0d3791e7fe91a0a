package dev.lastcall.termination.context;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.springframework.beans.DirectFieldAccessor;
import org.springframework.beans.factory.config.SingletonBeanRegistry;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ExecutorConfigurationSupport;

/**
 * For how long executors and schedulers await the end of their tasks when they are
 * destroyed. Spring lets it be set but not be read, so its fields are.
 */
final class TerminationAwaits {

	private TerminationAwaits() {
	}

	/**
	 * Reads it of the singletons that exist, and makes none.
	 * @param beans the singletons
	 * @return the times that are not zero, by the names of the beans
	 */
	static Map<String, Duration> of(SingletonBeanRegistry beans) {
		Map<String, Duration> awaits = new TreeMap<>();
		for (String name : beans.getSingletonNames()) {
			Object bean = beans.getSingleton(name);
			if (bean instanceof ExecutorConfigurationSupport) {
				read(bean, "awaitTerminationMillis").ifPresent((await) -> awaits.put(name, await));
			}
			else if (bean instanceof SimpleAsyncTaskExecutor) {
				read(bean, "taskTerminationTimeout").ifPresent((await) -> awaits.put(name, await));
			}
		}
		return awaits;
	}

	private static Optional<Duration> read(Object executor, String field) {
		try {
			return (new DirectFieldAccessor(executor).getPropertyValue(field) instanceof Long millis && millis > 0)
					? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
		}
		catch (RuntimeException ex) {
			// This Spring keeps it elsewhere.
			return Optional.empty();
		}
	}

}
