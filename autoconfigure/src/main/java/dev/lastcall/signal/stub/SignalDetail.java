package dev.lastcall.signal.stub;

/**
 * What is known of a signal that came. Mutable and used again and again, because the
 * reader must not allocate. Not thread-safe; the reader's.
 */
public final class SignalDetail {

	int signal;

	long nanos;

	long count;

	boolean known;

	int code;

	int pid;

	int uid;

	/**
	 * Makes this the detail of signals of which nothing else is known.
	 * @param signal the number of the signal
	 * @param count how many came
	 * @param nanos the time in nanoseconds
	 */
	public void setUnknown(int signal, long count, long nanos) {
		this.signal = signal;
		this.count = count;
		this.nanos = nanos;
		this.known = false;
	}

	/**
	 * Makes this a copy.
	 * @param other what to copy
	 */
	public void copyFrom(SignalDetail other) {
		this.signal = other.signal;
		this.nanos = other.nanos;
		this.count = other.count;
		this.known = other.known;
		this.code = other.code;
		this.pid = other.pid;
		this.uid = other.uid;
	}

	/**
	 * Which signal it was.
	 * @return its number
	 */
	public int signal() {
		return this.signal;
	}

	/**
	 * When the signal came, or was noticed if its details are not known.
	 * @return nanoseconds of the monotonic clock
	 */
	public long nanos() {
		return this.nanos;
	}

	/**
	 * How many signals this stands for.
	 * @return one, if the details are known
	 */
	public long count() {
		return this.count;
	}

	/**
	 * Whether the following are known.
	 * @return {@code false} if the ring had no room for them
	 */
	public boolean isKnown() {
		return this.known;
	}

	/**
	 * How it was sent.
	 * @return {@code si_code}
	 */
	public int code() {
		return this.code;
	}

	/**
	 * Who sent it.
	 * @return {@code si_pid}
	 */
	public int pid() {
		return this.pid;
	}

	/**
	 * On whose behalf.
	 * @return {@code si_uid}
	 */
	public int uid() {
		return this.uid;
	}

}
