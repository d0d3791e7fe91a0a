package dev.lastcall.signal.nativetier;

/**
 * How long signals took from their arrival to the reader. Written by the reader only,
 * read by any.
 */
public final class SignalLag {

	private volatile long count;

	private volatile long total;

	private volatile long longest;

	void record(long nanos) {
		this.longest = Math.max(this.longest, nanos);
		long total = this.total + nanos;
		this.total = total;
		long count = this.count + 1;
		this.count = count;
	}

	/**
	 * How many signals were measured.
	 * @return the number
	 */
	public long count() {
		return this.count;
	}

	/**
	 * Their times together.
	 * @return in nanoseconds
	 */
	public long total() {
		return this.total;
	}

	/**
	 * The longest time.
	 * @return in nanoseconds
	 */
	public long longest() {
		return this.longest;
	}

}
