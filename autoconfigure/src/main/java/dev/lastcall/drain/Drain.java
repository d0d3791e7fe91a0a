package dev.lastcall.drain;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Something that must come to rest before the process leaves. Declare one as a bean and
 * Last Call runs it in its stage, side by side with the stage's other drains, on a thread
 * named {@code lastcall-drain-<name>}, which it has to itself and which may run another
 * drain afterwards.
 * <p>
 * {@link #remaining()}, {@link #threads()} and {@link #handBack()} are called from other
 * threads, at any time and while the drain runs, so they must be thread-safe and must not
 * block.
 */
public interface Drain {

	/**
	 * The name of this drain in configuration, log, meters and report.
	 * @return a name that is unique in its application context and does not change
	 */
	String name();

	/**
	 * The stage in which this drain runs.
	 * @return a stage from {@link Stage#ANNOUNCE} to {@link Stage#CLOSE}
	 */
	Stage stage();

	/**
	 * The drains of the same stage that must be at rest before this one begins.
	 * @return names of drains, empty if there is nothing to wait for
	 */
	default Set<String> after() {
		return Set.of();
	}

	/**
	 * Comes to rest: returns when nothing is left to do. When the context is cancelled,
	 * stop as soon as what is left is safe; the calling thread is interrupted a little
	 * later, and the drain is abandoned, and named in the report, a little after that.
	 * @param context the deadline and the cancellation
	 * @throws Exception if the drain failed; the termination goes on without it
	 */
	void drain(DrainContext context) throws Exception;

	/**
	 * How much is left.
	 * @return what remains, {@link Remaining#unknown() unknown} unless overridden
	 */
	default Remaining remaining() {
		return Remaining.unknown();
	}

	/**
	 * The threads that work on what is left, beside the drain's own. Their stacks are
	 * logged when the drain is overdue.
	 * @return the threads, empty unless overridden
	 */
	default Collection<Thread> threads() {
		return List.of();
	}

	/**
	 * How the unfinished work goes back to where it came from. Used when this drain has
	 * something left at its deadline, which then comes earlier than that of its stage by
	 * {@code lastcall.reserve.hand-back}, or when it ends with something left.
	 * @return what gives the work back, empty unless overridden: nothing can
	 */
	default Optional<HandBack> handBack() {
		return Optional.empty();
	}

	/**
	 * A drain in one line.
	 * @param name the name
	 * @param stage the stage
	 * @param action comes to rest, as {@link #drain(DrainContext)} does
	 * @return the drain
	 */
	static Drain of(String name, Stage stage, Action action) {
		return new SimpleDrain(name, stage, action);
	}

	/**
	 * What a drain does.
	 */
	@FunctionalInterface
	interface Action {

		/**
		 * Comes to rest.
		 * @param context the deadline and the cancellation
		 * @throws Exception if the drain failed
		 */
		void drain(DrainContext context) throws Exception;

	}

}
