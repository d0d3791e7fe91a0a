package dev.lastcall.faults;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;

/**
 * What applications do that keeps a process from leaving.
 */
final class Faults {

	private Faults() {
	}

	@RestController
	static class HandlerThatNeverReturns {

		@GetMapping("/hang")
		Map<String, String> hang() {
			System.out.println("Hanging");
			FaultApplication.hang();
			return Map.of();
		}

	}

	abstract static class Culprit implements Drain {

		@Override
		public String name() {
			return "culprit";
		}

		@Override
		public Stage stage() {
			return Stage.WORK;
		}

	}

	static class DrainThatThrows extends Culprit {

		@Override
		public void drain(DrainContext context) {
			throw new IllegalStateException("This drain is broken");
		}

	}

	static class DrainThatIgnoresInterruption extends Culprit {

		@Override
		public void drain(DrainContext context) {
			FaultApplication.hang();
		}

	}

	static class DrainThatExits extends Culprit {

		@Override
		public void drain(DrainContext context) {
			System.exit(3);
		}

	}

	static class DrainThatClosesTheContext extends Culprit {

		private final ConfigurableApplicationContext context;

		DrainThatClosesTheContext(ConfigurableApplicationContext context) {
			this.context = context;
		}

		@Override
		public void drain(DrainContext context) {
			this.context.close();
		}

	}

	static class StopThatBlocks implements SmartLifecycle {

		private volatile boolean running;

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			FaultApplication.hang();
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

	static class DestroyThatBlocks implements DisposableBean {

		@Override
		public void destroy() {
			FaultApplication.hang();
		}

	}

	static class ShutdownHookThatBlocks implements InitializingBean {

		@Override
		public void afterPropertiesSet() {
			Runtime.getRuntime().addShutdownHook(new Thread(FaultApplication::hang, "culprit"));
		}

	}

	static class TaskThatNeverReturns implements InitializingBean {

		private final ThreadPoolTaskExecutor executor;

		private final List<Runnable> queued = List.of(() -> {
		}, () -> {
		});

		TaskThatNeverReturns(ThreadPoolTaskExecutor executor) {
			this.executor = executor;
		}

		@Override
		public void afterPropertiesSet() throws InterruptedException {
			this.executor.setCorePoolSize(1);
			CountDownLatch begun = new CountDownLatch(1);
			this.executor.execute(() -> {
				begun.countDown();
				FaultApplication.hang();
			});
			begun.await();
			this.queued.forEach(this.executor::execute);
		}

	}

}
