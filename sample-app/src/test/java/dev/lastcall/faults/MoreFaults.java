package dev.lastcall.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Remaining;
import dev.lastcall.faults.Faults.Culprit;

/**
 * What keeps a process from leaving because a resource is gone: memory, threads, a lock,
 * the way out for the log.
 */
final class MoreFaults {

	private static final int THREADS = 10_000;

	private static final int STACK_BYTES = 64 * 1024;

	private MoreFaults() {
	}

	static class Nothing {

	}

	static class ShutdownHooksThatDeadlock implements InitializingBean {

		private final Object one = new Object();

		private final Object other = new Object();

		private final CountDownLatch both = new CountDownLatch(2);

		@Override
		public void afterPropertiesSet() {
			Runtime.getRuntime().addShutdownHook(new Thread(() -> lock(this.one, this.other), "culprit-1"));
			Runtime.getRuntime().addShutdownHook(new Thread(() -> lock(this.other, this.one), "culprit-2"));
		}

		private void lock(Object first, Object second) {
			synchronized (first) {
				this.both.countDown();
				try {
					this.both.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				synchronized (second) {
					System.out.println("No deadlock");
				}
			}
		}

	}

	static class DrainThatRunsOutOfMemory extends Culprit {

		@Override
		public void drain(DrainContext context) {
			List<byte[]> taken = new ArrayList<>();
			while (!context.remaining().isNegative()) {
				taken.add(new byte[1 << 20]);
			}
		}

	}

	static class DrainThatStartsThreads extends Culprit {

		@Override
		public void drain(DrainContext context) {
			try {
				IntStream.range(0, THREADS).forEach((index) -> start("fork-" + index));
			}
			catch (OutOfMemoryError ex) {
				System.out.println("There are no more threads");
			}
			FaultApplication.hang();
		}

		private static void start(String name) {
			Thread thread = new Thread(null, FaultApplication::hang, name, STACK_BYTES);
			thread.setDaemon(false);
			thread.start();
		}

	}

	static class DrainThatExitsThreeTimes extends Culprit {

		@Override
		public void drain(DrainContext context) {
			IntStream.range(0, 3).forEach((index) -> new Thread(() -> System.exit(3), "exit-" + index).start());
			FaultApplication.hang();
		}

	}

	static class AnswerThatNeverComes extends Culprit {

		@Override
		public void drain(DrainContext context) {
			FaultApplication.hang();
		}

		@Override
		public Remaining remaining() {
			FaultApplication.hang();
			return Remaining.nothing();
		}

	}

	/**
	 * Stands behind the appender of the console.
	 */
	static class AppenderThatBlocks implements InitializingBean {

		@Override
		public void afterPropertiesSet() {
			Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
			AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

				@Override
				protected void append(ILoggingEvent event) {
					if (event.getFormattedMessage().startsWith("Termination")) {
						FaultApplication.hang();
					}
				}

			};
			appender.setContext(root.getLoggerContext());
			appender.start();
			root.addAppender(appender);
		}

	}

	static class OutputWithoutEnd implements InitializingBean {

		@Override
		public void afterPropertiesSet() {
			Thread thread = new Thread(this::chatter, "chatter");
			thread.setDaemon(true);
			thread.start();
		}

		private void chatter() {
			String line = "Chatter ".repeat(100);
			while (true) {
				System.out.println(line);
				try {
					Thread.sleep(5);
				}
				catch (InterruptedException ex) {
					return;
				}
			}
		}

	}

}
