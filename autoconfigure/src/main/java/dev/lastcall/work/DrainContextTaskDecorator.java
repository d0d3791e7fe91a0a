package dev.lastcall.work;

import org.springframework.core.task.TaskDecorator;

import dev.lastcall.drain.DrainContext;

/**
 * {@link TaskDecorator} that binds the drain context of the thread that submits a task to
 * the thread that runs it, for as long as it runs.
 */
public final class DrainContextTaskDecorator implements TaskDecorator {

	private final DrainContext work;

	/**
	 * Creates the decorator.
	 * @param work the context of tasks from threads to which none is bound, such as those
	 * that schedule jobs
	 */
	public DrainContextTaskDecorator(DrainContext work) {
		this.work = work;
	}

	@Override
	public Runnable decorate(Runnable task) {
		DrainContext context = DrainContext.currentOr(this.work);
		return () -> {
			DrainContext.Scope scope = context.bind();
			try {
				task.run();
			}
			finally {
				scope.close();
			}
		};
	}

}
