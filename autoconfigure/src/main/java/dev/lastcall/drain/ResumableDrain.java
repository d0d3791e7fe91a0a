package dev.lastcall.drain;

/**
 * {@link Drain} that can be undone, so that the process serves on as if nothing had been.
 * In the stage {@link Stage#ANNOUNCE} it takes part when the process quiesces; in every
 * stage up to {@link Stage#WORK}, in a rehearsal. Never called by two threads at the same
 * time, unless a call ignores its interruption.
 */
public interface ResumableDrain extends RehearsableDrain {

	/**
	 * Undoes {@link #drain(DrainContext)}, also one that failed or was cut short.
	 * Idempotent. Called on a thread of its own, which is interrupted if it takes longer
	 * than an expedited termination may, or when a termination begins.
	 * @throws Exception if it failed; then the process stays quiesced, and the next
	 * resume tries again
	 */
	void resume() throws Exception;

}
