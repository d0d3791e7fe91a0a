package dev.lastcall.work;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;

import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.RehearsableDrain;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Threads;
import dev.lastcall.drain.Ticker;

/**
 * {@link RehearsableDrain} that waits until a {@link ThreadPoolTaskExecutor} has run what
 * is queued and finished what runs. The executor keeps accepting meanwhile, because work
 * that is finished elsewhere may need it.
 */
public final class ExecutorDrain implements RehearsableDrain {

	/**
	 * How many looks in a row must find the executor idle. Between taking a task and
	 * marking itself busy a worker is in neither count, for less than a microsecond
	 * unless it is descheduled; looks are two milliseconds apart.
	 */
	private static final int IDLE_LOOKS = 3;

	private final String name;

	private final ThreadPoolTaskExecutor executor;

	private final Duration closeReserve;

	private final OldestTask oldest;

	/**
	 * Creates the drain.
	 * @param name the name of the executor's bean
	 * @param executor the executor
	 * @param closeReserve how long the executor may still take when the context closes,
	 * for tasks that reach it after it came to rest
	 */
	public ExecutorDrain(String name, ThreadPoolTaskExecutor executor, Duration closeReserve) {
		this(name, executor, closeReserve, Ticker.system());
	}

	ExecutorDrain(String name, ThreadPoolTaskExecutor executor, Duration closeReserve, Ticker ticker) {
		this.name = name;
		this.executor = executor;
		this.closeReserve = closeReserve;
		this.oldest = new OldestTask(ticker);
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public Stage stage() {
		return Stage.WORK;
	}

	@Override
	public void rehearse(DrainContext context) throws InterruptedException {
		awaitIdle(context);
	}

	@Override
	public void drain(DrainContext context) throws InterruptedException {
		if (awaitIdle(context)) {
			// Later stages may still submit: when the context closes, the executor
			// finishes what it holds instead of throwing it away.
			this.executor.setWaitForTasksToCompleteOnShutdown(true);
			this.executor.setAwaitTerminationMillis(this.closeReserve.toMillis());
		}
	}

	private boolean awaitIdle(DrainContext context) throws InterruptedException {
		ThreadPoolExecutor pool = this.executor.getThreadPoolExecutor();
		int[] idleLooks = new int[1];
		return context.await(() -> {
			idleLooks[0] = isIdle(pool) ? idleLooks[0] + 1 : 0;
			return idleLooks[0] >= IDLE_LOOKS || pool.getTaskCount() == 0;
		});
	}

	// The queue is read first: a task moves from it to a worker, so reading the other way
	// round would miss it in both more often.
	private static boolean isIdle(ThreadPoolExecutor pool) {
		return pool.getQueue().isEmpty() && pool.getActiveCount() == 0;
	}

	@Override
	public Remaining remaining() {
		int queued = this.executor.getQueueSize();
		int running = this.executor.getActiveCount();
		if (queued + running == 0) {
			return Remaining.nothing();
		}
		ThreadPoolExecutor pool = this.executor.getThreadPoolExecutor();
		return Remaining.of(queued + running, List.of("%d running, %d queued".formatted(running, queued)))
			.withOldest(this.oldest.age(pool.getCompletedTaskCount(), queued + running));
	}

	@Override
	public Collection<Thread> threads() {
		return Threads.live()
			.stream()
			.filter((thread) -> thread.getName().startsWith(this.executor.getThreadNamePrefix()))
			.filter((thread) -> !Threads.isIdleWorker(thread))
			.toList();
	}

}
