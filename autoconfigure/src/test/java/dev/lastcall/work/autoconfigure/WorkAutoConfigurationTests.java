package dev.lastcall.work.autoconfigure;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.signal.autoconfigure.SignalAutoConfiguration;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.WorkContext;
import dev.lastcall.termination.autoconfigure.TerminationAutoConfiguration;
import dev.lastcall.work.ExecutorDrain;
import dev.lastcall.work.ExecutorDrains;

import static org.assertj.core.api.Assertions.assertThat;

class WorkAutoConfigurationTests {

	private final AtomicInteger made = new AtomicInteger();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TestSurroundings())
		.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class, SignalAutoConfiguration.class,
				TerminationAutoConfiguration.class, WorkAutoConfiguration.class));

	@Test
	void everyExecutorHasADrainOfItsName() {
		this.contextRunner.withUserConfiguration(Executors.class)
			.run((context) -> assertThat(context.getBean(Coordinator.class).drains())
				.filteredOn(ExecutorDrain.class::isInstance)
				.allMatch((drain) -> drain.stage() == Stage.WORK)
				.extracting(Drain::name)
				.containsExactlyInAnyOrder("mail", "report"));
	}

	@Test
	void executorOfSpringBootHasADrain() {
		this.contextRunner
			.run((context) -> assertThat(context.getBean(Coordinator.class).drains()).extracting(Drain::name)
				.contains("applicationTaskExecutor"));
	}

	@Test
	void lazyExecutorIsMadeBySpringAndNotByLastCall() {
		ApplicationContextRunner lazy = this.contextRunner.withBean("lazy", ThreadPoolTaskExecutor.class, this::make,
				(definition) -> definition.setLazyInit(true));
		lazy.withPropertyValues("lastcall.enabled=false").run((context) -> assertThat(this.made).hasValue(1));
		lazy.run((context) -> {
			assertThat(this.made).hasValue(2);
			assertThat(context.getBean(Coordinator.class).drains()).extracting(Drain::name).contains("lazy");
		});
	}

	private ThreadPoolTaskExecutor make() {
		this.made.incrementAndGet();
		return new ThreadPoolTaskExecutor();
	}

	@Test
	void prototypesAreNotMadeForADrain() {
		this.contextRunner
			.withBean("each", ThreadPoolTaskExecutor.class, this::make,
					(definition) -> definition.setScope("prototype"))
			.run((context) -> {
				assertThat(context.getBean(Coordinator.class).drains()).extracting(Drain::name).doesNotContain("each");
				assertThat(this.made).hasValue(0);
			});
	}

	@Test
	void executorOfParentIsNotDrainedByItsChild() {
		GenericApplicationContext parent = new GenericApplicationContext();
		parent.registerBean("ofParent", ThreadPoolTaskExecutor.class);
		parent.refresh();
		this.contextRunner.withParent(parent)
			.run((context) -> assertThat(context.getBean(Coordinator.class).drains()).extracting(Drain::name)
				.doesNotContain("ofParent"));
		parent.close();
	}

	@Test
	void taskHasItsContextBesideWhatTheApplicationDecorates() {
		this.contextRunner.withBean("mine", TaskDecorator.class, () -> (task) -> () -> {
			this.made.incrementAndGet();
			task.run();
		}).run((context) -> {
			assertThat(context.getBean(TaskDecorator.class)).as("what the application injects")
				.isSameAs(context.getBean("mine"));
			Future<DrainContext> task = context.getBean("applicationTaskExecutor", ThreadPoolTaskExecutor.class)
				.submit(DrainContext::current);
			assertThat(task).succeedsWithin(Duration.ofSeconds(10)).isSameAs(context.getBean(WorkContext.class));
			assertThat(this.made).hasValue(1);
		});
	}

	@Test
	void nothingIsThereWhenDisabled() {
		this.contextRunner.withPropertyValues("lastcall.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ExecutorDrains.class));
	}

	@Test
	void workNeedsNoOptionalLibrary() {
		this.contextRunner
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate", "io.micrometer",
					"jakarta.servlet", "org.springframework.web"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(ExecutorDrains.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class Executors {

		@Bean
		ThreadPoolTaskExecutor mail() {
			return new ThreadPoolTaskExecutor();
		}

		@Bean
		@Lazy
		ThreadPoolTaskExecutor report() {
			return new ThreadPoolTaskExecutor();
		}

		@Bean
		SimpleAsyncTaskExecutor withoutQueue() {
			return new SimpleAsyncTaskExecutor();
		}

	}

}
