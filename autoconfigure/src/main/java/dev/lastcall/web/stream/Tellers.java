package dev.lastcall.web.stream;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import dev.lastcall.drain.Threads;
import dev.lastcall.web.stream.OpenStreams.Registration;

/**
 * A few threads that tell streams to go. A stream whose client reads slowly can hold the
 * one that tells it, for as long as a write to that client may take; the others go on.
 */
final class Tellers {

	/**
	 * How many threads: one tells thousands a second, and so many slow clients at the
	 * same time are rare.
	 */
	private static final int THREADS = 8;

	private static final long IDLE_SECONDS = 1;

	private final ThreadPoolExecutor executor = new ThreadPoolExecutor(THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), (task) -> Threads.daemon("stream-teller", task));

	Tellers() {
		this.executor.allowCoreThreadTimeOut(true);
	}

	/**
	 * Tells a stream soon, unless it has closed or was told.
	 * @param registration the stream
	 * @return whether it will be told
	 */
	boolean tell(Registration registration) {
		if (!registration.claim()) {
			return false;
		}
		try {
			this.executor.execute(registration::tell);
		}
		catch (OutOfMemoryError ex) {
			// No thread can be made; better one after the other than not at all.
			registration.tell();
		}
		return true;
	}

}
