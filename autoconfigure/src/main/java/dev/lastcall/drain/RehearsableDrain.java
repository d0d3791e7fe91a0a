package dev.lastcall.drain;

import java.time.Duration;
import java.util.Optional;

/**
 * {@link Drain} that may also run while the process serves on: it changes nothing that
 * matters then, because it only waits, or because it can be undone. A rehearsal runs such
 * drains and no others.
 */
public interface RehearsableDrain extends Drain {

	/**
	 * Does what {@link #drain(DrainContext)} would do, as far as that harms nobody in a
	 * process that serves on. Called as often as there are rehearsals.
	 * @param context the deadline and the cancellation; it is cancelled when a
	 * termination begins in the middle
	 * @throws Exception if it failed; the rehearsal goes on without it
	 */
	default void rehearse(DrainContext context) throws Exception {
		drain(context);
	}

	/**
	 * How long nothing has come in, if this drain watches what comes in. Called at the
	 * end of a rehearsal, from another thread, and must not block.
	 * @return the time since the last arrival, or since this drain began to watch; empty
	 * unless overridden
	 */
	default Optional<Duration> quiet() {
		return Optional.empty();
	}

}
