package dev.lastcall.sample.fulfilment;

import java.util.ArrayDeque;
import java.util.Queue;

import org.springframework.core.task.TaskExecutor;
import org.springframework.core.task.TaskRejectedException;

/**
 * A bounded executor that runs its tasks when it is told to, on the calling thread.
 */
final class QueuedExecutor implements TaskExecutor {

	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private final int capacity;

	QueuedExecutor(int capacity) {
		this.capacity = capacity;
	}

	@Override
	public void execute(Runnable task) {
		if (this.tasks.size() == this.capacity) {
			throw new TaskRejectedException("The queue is full.");
		}
		this.tasks.add(task);
	}

	int size() {
		return this.tasks.size();
	}

	void runOne() {
		this.tasks.remove().run();
	}

	void runAll() {
		while (!this.tasks.isEmpty()) {
			runOne();
		}
	}

}
