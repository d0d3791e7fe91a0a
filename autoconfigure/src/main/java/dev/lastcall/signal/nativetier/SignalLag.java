package dev.lastcall.signal.nativetier;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How long signals took from their arrival to the reader. Written by the reader only,
 * read by any.
 */
public final class SignalLag {

	private final AtomicLong count = new AtomicLong();

	private final AtomicLong total = new AtomicLong();

	private final AtomicLong longest = new AtomicLong();

	void record(long nanos) {
		this.longest.set(Math.max(this.longest.get(), nanos));
		this.total.addAndGet(nanos);
		this.count.incrementAndGet();
	}

	/**
	 * How many signals were measured.
	 * @return the number
	 */
	public long count() {
		return this.count.get();
	}

	/**
	 * Their times together.
	 * @return in nanoseconds
	 */
	public long total() {
		return this.total.get();
	}

	/**
	 * The longest time.
	 * @return in nanoseconds
	 */
	public long longest() {
		return this.longest.get();
	}

}
