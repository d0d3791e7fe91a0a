package dev.lastcall.test;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A call that a test makes on another thread, and waits for no longer than ten seconds.
 *
 * @param <T> the type of the result
 */
public final class Background<T> {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final CompletableFuture<T> result = new CompletableFuture<>();

	private final Thread thread;

	private Background(String threadName, Callable<T> call) {
		this.thread = new Thread(() -> run(call), threadName);
		this.thread.setDaemon(true);
	}

	public static <T> Background<T> call(String threadName, Callable<T> call) {
		Background<T> background = new Background<>(threadName, call);
		background.thread.start();
		return background;
	}

	private void run(Callable<T> call) {
		try {
			this.result.complete(call.call());
		}
		catch (Throwable ex) {
			this.result.completeExceptionally(ex);
		}
	}

	public Thread thread() {
		return this.thread;
	}

	public boolean isDone() {
		return this.result.isDone();
	}

	public T result() {
		assertThat(this.result).succeedsWithin(PATIENCE);
		return this.result.join();
	}

	public Throwable failure() throws InterruptedException {
		join(this.thread);
		assertThat(this.result).isCompletedExceptionally();
		return this.result.handle((result, failure) -> failure).join();
	}

	public static void join(Thread thread) throws InterruptedException {
		TimeUnit.NANOSECONDS.timedJoin(thread, PATIENCE.toNanos());
		assertThat(thread.isAlive()).as(thread.getName()).isFalse();
	}

}
