package dev.lastcall.drain;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.DrainContext.Scope;

/**
 * The context that is bound to each thread.
 */
final class CurrentDrainContext {

	// Set to null and never removed: to make a thread's entry anew costs every request 32
	// bytes. An entry whose value is null holds nobody's class.
	private static final ThreadLocal<@Nullable DrainContext> CURRENT = new ThreadLocal<>();

	private static final Scope UNBINDING = () -> CURRENT.set(null);

	private CurrentDrainContext() {
	}

	static DrainContext getOr(DrainContext otherwise) {
		DrainContext bound = CURRENT.get();
		return (bound != null) ? bound : otherwise;
	}

	// Nothing is allocated where nothing was bound.
	static Scope bind(DrainContext context) {
		DrainContext before = CURRENT.get();
		CURRENT.set((context != UnendingDrainContext.INSTANCE) ? context : null);
		return (before != null) ? () -> CURRENT.set(before) : UNBINDING;
	}

}
