package dev.lastcall.termination.context;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.ResolvableType;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Stage;
import dev.lastcall.exit.Installation;
import dev.lastcall.exit.Installation.Installed;
import dev.lastcall.fixture.Closing;
import dev.lastcall.fixture.HeldDrain;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.autoconfigure.TerminationAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
class TerminationLifecycleTests {

	private final AtomicInteger installations = new AtomicInteger();

	private final HeldDrain drain = new HeldDrain("held", Stage.WORK);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TerminationAutoConfiguration.class))
		.withBean(Installation.class, () -> this::install)
		.withBean(Drain.class, () -> this.drain);

	private Installed install(Coordinator coordinator) {
		this.installations.incrementAndGet();
		return new Installed("hears nothing", List.of());
	}

	@Test
	void lifecycleIsLastToStartAndFirstToStop() {
		letGo().run((context) -> {
			TerminationLifecycle lifecycle = context.getBean(TerminationLifecycle.class);
			assertThat(lifecycle.getPhase()).isEqualTo(Integer.MAX_VALUE);
			assertThat(lifecycle.isAutoStartup()).isTrue();
			assertThat(lifecycle.isRunning()).isTrue();
			assertThat(lifecycle.isPauseable()).isFalse();
		});
	}

	@Test
	void stopWithoutCallbackIsRefused() {
		letGo().run((context) -> assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(context.getBean(TerminationLifecycle.class)::stop)
			.withMessage("'stop' must not be invoked without a callback"));
	}

	@Test
	void stoppedContextIsNotDrainedAndPreparesOnce() {
		letGo().run((context) -> {
			Coordinator coordinator = context.getBean(Coordinator.class);
			context.stop();
			assertThat(context.getBean(TerminationLifecycle.class).isRunning()).isFalse();
			assertThat(coordinator.stage()).isEqualTo(Stage.SERVING);
			context.start();
			assertThat(context.getBean(TerminationLifecycle.class).isRunning()).isTrue();
			assertThat(coordinator.deadline()).isEmpty();
			assertThat(this.installations).hasValue(1);
		});
	}

	@Test
	void stopOfLivingContextRunsItsCallbackAtOnce() {
		letGo().run((context) -> {
			AtomicInteger callbacks = new AtomicInteger();
			context.getBean(TerminationLifecycle.class).stop(callbacks::incrementAndGet);
			assertThat(callbacks).hasValue(1);
		});
	}

	@Test
	void pausedAndRestartedContextIsNotDrained() {
		letGo().run((context) -> {
			context.getSourceApplicationContext().pause();
			context.getSourceApplicationContext().restart();
			assertThat(context.getBean(Coordinator.class).deadline()).isEmpty();
			assertThat(this.installations).hasValue(1);
		});
	}

	@Test
	void closedContextIsDrainedEvenIfItsListenersHearOfItLater() {
		assertDrainsBeforeOthersStop(new SimpleApplicationEventMulticaster() {
			{
				setTaskExecutor(new SimpleAsyncTaskExecutor());
			}
		});
	}

	@Test
	void closedContextIsDrainedEvenIfNobodyHearsOfIt() {
		assertDrainsBeforeOthersStop(new SimpleApplicationEventMulticaster() {

			@Override
			public void multicastEvent(ApplicationEvent event, ResolvableType type) {
				if (!(event instanceof ContextClosedEvent)) {
					super.multicastEvent(event, type);
				}
			}

		});
	}

	private void assertDrainsBeforeOthersStop(ApplicationEventMulticaster multicaster) {
		Other other = new Other();
		this.contextRunner.withBean("applicationEventMulticaster", ApplicationEventMulticaster.class, () -> multicaster)
			.withBean(Other.class, () -> other)
			.run((context) -> {
				Coordinator coordinator = context.getBean(Coordinator.class);
				Closing closing = Closing.of(context.getSourceApplicationContext());
				this.drain.awaitBegun();
				assertThat(context.isActive()).isTrue();
				assertThat(other.isRunning()).isTrue();
				this.drain.release();
				closing.awaitEnd();
				assertThat(coordinator.ended()).succeedsWithin(Duration.ofSeconds(10))
					.matches((report) -> report.isClean());
			});
	}

	@Test
	void callbackOfClosedContextRunsOnceItIsDrained() {
		List<String> order = new ArrayList<>();
		letGo().run((context) -> {
			TerminationLifecycle lifecycle = context.getBean(TerminationLifecycle.class);
			context.getSourceApplicationContext().close();
			lifecycle.stop(() -> order.add("called back"));
			assertThat(order).containsExactly("called back");
		});
	}

	private ApplicationContextRunner letGo() {
		this.drain.release();
		return this.contextRunner;
	}

	/**
	 * A lifecycle of a phase that stops later.
	 */
	private static final class Other implements SmartLifecycle {

		private volatile boolean running;

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return DEFAULT_PHASE - 1;
		}

	}

}
