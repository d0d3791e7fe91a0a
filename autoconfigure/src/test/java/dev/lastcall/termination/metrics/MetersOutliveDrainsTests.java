package dev.lastcall.termination.metrics;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.Closing;
import dev.lastcall.fixture.HeldDrain;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.signal.autoconfigure.SignalAutoConfiguration;
import dev.lastcall.termination.autoconfigure.TerminationAutoConfiguration;
import dev.lastcall.termination.autoconfigure.TerminationMetricsAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class MetersOutliveDrainsTests {

	private final HeldDrain drain = new HeldDrain("held", Stage.SINKS);

	private final AtomicInteger ticks = new AtomicInteger();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TestSurroundings())
		.withConfiguration(
				AutoConfigurations.of(MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
						SimpleMetricsExportAutoConfiguration.class, SignalAutoConfiguration.class,
						TerminationAutoConfiguration.class, TerminationMetricsAutoConfiguration.class))
		.withBean(Drain.class, () -> this.drain)
		.withBean(ThreadPoolTaskScheduler.class);

	@Test
	void registryAndSchedulerLiveUntilEverythingIsDrained() {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = startTicking(context);
			Closing closing = Closing.of(context.getSourceApplicationContext());
			this.drain.awaitBegun();
			assertThat(registry.isClosed()).isFalse();
			assertThat(registry.get(TerminationMetrics.STAGE).tag("stage", "sinks").gauge().value()).isOne();
			awaitTicks();
			this.drain.release();
			closing.awaitEnd();
			assertThat(registry.isClosed()).isTrue();
		});
	}

	@Test
	void registryAndSchedulerAreGoneBeforeAnythingStopsInPlainSpringBoot() {
		Watch watch = new Watch();
		this.contextRunner.withPropertyValues("lastcall.enabled=false")
			.withBean(SmartLifecycle.class, () -> watch)
			.run((context) -> {
				watch.registry = startTicking(context);
				watch.scheduler = context.getBean(ThreadPoolTaskScheduler.class);
				context.getSourceApplicationContext().close();
				assertThat(watch.registryWasClosed).isTrue();
				assertThat(watch.schedulerWasShutDown).isTrue();
			});
	}

	private MeterRegistry startTicking(AssertableApplicationContext context) {
		context.getBean(ThreadPoolTaskScheduler.class)
			.scheduleAtFixedRate(this.ticks::incrementAndGet, Duration.ofMillis(1));
		awaitTicks();
		return context.getBean(MeterRegistry.class);
	}

	private void awaitTicks() {
		int enough = this.ticks.get() + 3;
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> this.ticks.get() >= enough);
	}

	/**
	 * Looks around in the first phase of the closing.
	 */
	private static final class Watch implements SmartLifecycle {

		private MeterRegistry registry;

		private ThreadPoolTaskScheduler scheduler;

		private boolean registryWasClosed;

		private boolean schedulerWasShutDown;

		@Override
		public void start() {
			// Watches the end only.
		}

		@Override
		public void stop() {
			this.registryWasClosed = this.registry.isClosed();
			this.schedulerWasShutDown = this.scheduler.getScheduledThreadPoolExecutor().isShutdown();
		}

		@Override
		public boolean isRunning() {
			return true;
		}

		@Override
		public int getPhase() {
			return Integer.MAX_VALUE;
		}

	}

}
