package dev.lastcall.web.stream;

import java.time.Duration;

/**
 * Something that stays open on purpose and would keep the process from leaving. Known to
 * {@link OpenStreams} from when it opens until it has closed.
 */
public interface OpenStream {

	/**
	 * The patience with a stream that finishes by itself: more than any budget.
	 */
	Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

	/**
	 * What sort of stream this is.
	 * @return the kind, always the same
	 */
	StreamKind kind();

	/**
	 * Which one it is, in words that an operator recognises.
	 * @return such as the path of its request
	 */
	String subject();

	/**
	 * How long this stream must have been open before it is told to go. What ends soon by
	 * itself is worth waiting for.
	 * @return zero unless overridden: it is told whenever its turn comes;
	 * {@link #FOREVER} if it is told only at the deadline of the work
	 */
	default Duration patience() {
		return Duration.ZERO;
	}

	/**
	 * Asks this stream to close properly, so that its client opens another one elsewhere.
	 * Called at most once, on one of a few threads that tell all streams, so it should
	 * not block; others are told meanwhile.
	 * @throws Exception if it could not be told; it is not told again
	 */
	void tellToGo() throws Exception;

}
