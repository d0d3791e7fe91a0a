package dev.lastcall.termination.random;

import java.util.function.Supplier;

/**
 * How a drain's code answers when it is asked, or told, something.
 */
enum Answer {

	TRUE, UNKNOWN, NULL, THROWS, SLOW, NEVER;

	<T> T give(Supplier<T> truth, T unknown, Runnable slowly, Runnable forever) {
		return switch (this) {
			case TRUE -> truth.get();
			case UNKNOWN -> unknown;
			case NULL -> null;
			case THROWS -> throw new IllegalStateException("no");
			case SLOW -> {
				slowly.run();
				yield truth.get();
			}
			case NEVER -> {
				forever.run();
				yield unknown;
			}
		};
	}

	/**
	 * Whether the answer takes no time.
	 */
	boolean isPrompt() {
		return this != SLOW && this != NEVER;
	}

}
