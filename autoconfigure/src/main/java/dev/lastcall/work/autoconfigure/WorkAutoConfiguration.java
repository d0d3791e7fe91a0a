package dev.lastcall.work.autoconfigure;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.autoconfigure.TerminationAutoConfiguration;
import dev.lastcall.work.ExecutorDrains;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for work that is not a request.
 */
@AutoConfiguration(after = TerminationAutoConfiguration.class)
@ConditionalOnBean(name = TerminationAutoConfiguration.COORDINATOR, search = SearchStrategy.CURRENT)
public final class WorkAutoConfiguration {

	// Lazy executors too: Spring makes every SmartLifecycle when it starts, and an
	// executor that nobody has used has nothing to drain.
	@Bean
	ExecutorDrains lastcallExecutorDrains(ListableBeanFactory beans, Coordinator coordinator) {
		return new ExecutorDrains(() -> beans.getBeansOfType(ThreadPoolTaskExecutor.class, false, false),
				coordinator.budget().close());
	}

}
