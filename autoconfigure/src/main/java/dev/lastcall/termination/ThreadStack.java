package dev.lastcall.termination;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.lastcall.drain.Threads;

/**
 * Where a thread stands at one moment. Immutable.
 *
 * @param thread the thread's name
 * @param state the thread's state
 * @param frames the stack, innermost frame first
 */
public record ThreadStack(String thread, Thread.State state, List<StackTraceElement> frames) {

	static ThreadStack of(Thread thread) {
		// A virtual thread mostly has no name.
		String name = thread.getName().isEmpty() ? thread.toString() : thread.getName();
		return new ThreadStack(name, thread.getState(), List.of(thread.getStackTrace()));
	}

	static List<ThreadStack> of(Collection<Thread> threads) {
		return threads.stream().filter(Thread::isAlive).map(ThreadStack::of).toList();
	}

	/**
	 * The threads that are busy and could keep this JVM from ending: all that are not
	 * daemons, shutdown hooks among them.
	 * @return their stacks
	 */
	static List<ThreadStack> ofBlockers() {
		return of(Threads.live()
			.stream()
			.filter((thread) -> !thread.isDaemon() && !Threads.isIdleWorker(thread))
			.toList());
	}

	/**
	 * The frames as texts, without the names of loaders and modules, as a stack trace in
	 * a log reads.
	 * @return such as {@code com.example.Job.run(Job.java:17)}, innermost first
	 */
	public Stream<String> lines() {
		return this.frames.stream().map(ThreadStack::withoutOrigin).map(StackTraceElement::toString);
	}

	private static StackTraceElement withoutOrigin(StackTraceElement frame) {
		return new StackTraceElement(frame.getClassName(), frame.getMethodName(), frame.getFileName(),
				frame.getLineNumber());
	}

	@Override
	public String toString() {
		return lines().map((line) -> "\n\tat " + line)
			.collect(Collectors.joining("", "\"" + this.thread + "\" " + this.state, ""));
	}

}
