package dev.lastcall.exit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.lastcall.test.Background;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link Jvm} that writes down what is done to it and lives on. Thread-safe.
 */
final class FakeJvm implements Jvm {

	private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

	private final List<Thread> hooks = new CopyOnWriteArrayList<>();

	private volatile boolean shuttingDown;

	@Override
	public void exit(int code) {
		this.ends.add("exit " + code);
	}

	@Override
	public void halt(int code) {
		this.ends.add("halt " + code);
	}

	@Override
	public boolean onShutdown(Thread hook) {
		return !this.shuttingDown && this.hooks.add(hook);
	}

	@Override
	public boolean isShuttingDown() {
		return this.shuttingDown;
	}

	/**
	 * Does what a JVM does first when it shuts down.
	 */
	void shutDown() throws InterruptedException {
		this.shuttingDown = true;
		List<Throwable> failures = new CopyOnWriteArrayList<>();
		for (Thread hook : this.hooks) {
			hook.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
			hook.start();
		}
		for (Thread hook : this.hooks) {
			Background.join(hook);
		}
		assertThat(failures).isEmpty();
	}

	int hooks() {
		return this.hooks.size();
	}

	/**
	 * Waits for the next end of the process, for at most ten seconds.
	 */
	String awaitEnd() throws InterruptedException {
		String end = this.ends.poll(10, TimeUnit.SECONDS);
		assertThat(end).as("an end of the process").isNotNull();
		return end;
	}

	/**
	 * How the process has ended, apart from the ends that were waited for.
	 */
	List<String> ends() {
		return new ArrayList<>(this.ends);
	}

}
