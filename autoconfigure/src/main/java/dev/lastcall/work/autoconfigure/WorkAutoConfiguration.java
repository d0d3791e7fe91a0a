package dev.lastcall.work.autoconfigure;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.WorkContext;
import dev.lastcall.termination.autoconfigure.TerminationAutoConfiguration;
import dev.lastcall.work.DrainContextTaskDecorator;
import dev.lastcall.work.ExecutorDrains;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for work that is not a request.
 */
@AutoConfiguration(after = TerminationAutoConfiguration.class)
@ConditionalOnBean(name = TerminationAutoConfiguration.COORDINATOR, search = SearchStrategy.CURRENT)
public final class WorkAutoConfiguration {

	// Where the application injects its own decorator, it means that one; Boot's builders
	// take all there are.
	@Bean
	@Fallback
	DrainContextTaskDecorator lastcallTaskDecorator(WorkContext work) {
		return new DrainContextTaskDecorator(work);
	}

	// Lazy executors too: Spring makes every SmartLifecycle when it starts, and an
	// executor that nobody has used has nothing to drain.
	@Bean
	ExecutorDrains lastcallExecutorDrains(ListableBeanFactory beans, Coordinator coordinator) {
		return new ExecutorDrains(() -> beans.getBeansOfType(ThreadPoolTaskExecutor.class, false, false),
				coordinator.budget().close());
	}

}
