package dev.lastcall.drain;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * The one place where Last Call makes threads, and looks for those of others. Ours are
 * platform threads named {@code lastcall-<role>}, and daemons until the process is on its
 * way out: a waiting Last Call must not keep a process alive that has nothing else to do.
 */
public final class Threads {

	private static final String PREFIX = "lastcall-";

	private Threads() {
	}

	/**
	 * Makes a thread and does not start it.
	 * @param role what the thread is for
	 * @param task what the thread runs
	 * @return the thread, named {@code lastcall-<role>}
	 */
	public static Thread daemon(String role, Runnable task) {
		Thread thread = new Thread(task, PREFIX.concat(role));
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Makes a thread that keeps the JVM alive while it runs, and does not start it.
	 * @param role what the thread is for
	 * @param task what the thread runs
	 * @return the thread, named {@code lastcall-<role>}
	 */
	public static Thread nonDaemon(String role, Runnable task) {
		Thread thread = daemon(role, task);
		thread.setDaemon(false);
		return thread;
	}

	/**
	 * Names the calling thread, which is one of ours, after what it does next.
	 * @param role what the thread is for now
	 */
	public static void rename(String role) {
		Thread.currentThread().setName(PREFIX.concat(role));
	}

	/**
	 * The platform threads that are alive, without capturing their stacks.
	 * @return the threads of all groups
	 */
	public static List<Thread> live() {
		ThreadGroup group = Thread.currentThread().getThreadGroup();
		while (group.getParent() != null) {
			group = group.getParent();
		}
		// The count is an estimate, and enumerate drops what does not fit.
		Thread[] threads = new Thread[group.activeCount() * 2 + 16];
		int count = group.enumerate(threads, true);
		return List.of(Arrays.copyOf(threads, count));
	}

	/**
	 * Whether a thread is a pool's worker that waits for a task, which every analysis of
	 * what still runs may leave out.
	 * @param thread the thread
	 * @return {@code true} if it waits in {@link ThreadPoolExecutor}
	 */
	public static boolean isIdleWorker(Thread thread) {
		return Arrays.stream(thread.getStackTrace())
			.anyMatch((frame) -> frame.getMethodName().equals("getTask")
					&& frame.getClassName().equals(ThreadPoolExecutor.class.getName()));
	}

}
