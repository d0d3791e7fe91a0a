package dev.lastcall.drain;

/**
 * Gives the unfinished work of a drain back to where it came from, so that somebody else
 * can do it: rejects messages without acknowledging them, seeks back to the last
 * committed offset, puts tasks into their table again. What is given back may be done
 * twice, because some of it may be under way; it is not lost.
 */
@FunctionalInterface
public interface HandBack {

	/**
	 * Gives back what is unfinished. Called at most once, on a thread of its own named
	 * {@code lastcall-hand-back-<name>}, after the drain was cancelled and interrupted;
	 * the drain may still run, or hang. At the deadline the calling thread is interrupted
	 * and no longer waited for.
	 * @param context the deadline, which is that of the drain's stage
	 * @return how many items were given back, zero or more
	 * @throws Exception if not all could be given back; the drain is then abandoned
	 */
	long handBack(DrainContext context) throws Exception;

}
