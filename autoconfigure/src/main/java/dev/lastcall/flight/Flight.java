package dev.lastcall.flight;

import java.time.Duration;

/**
 * One thing in flight: what it is, since when, and on which thread it began. Ended by
 * whoever began it, on any thread. Identity is equality.
 */
public final class Flight {

	private final InFlight owner;

	private final String kind;

	private final String subject;

	private final Object origin;

	private final long began;

	private final Thread thread;

	private volatile boolean handedOff;

	Flight(InFlight owner, String kind, String subject, Object origin, long began, Thread thread) {
		this.owner = owner;
		this.kind = kind;
		this.subject = subject;
		this.origin = origin;
		this.began = began;
		this.thread = thread;
	}

	/**
	 * Ends this flight. Idempotent.
	 */
	public void end() {
		this.owner.remove(this);
	}

	/**
	 * The thread on which this flight began.
	 * @return the thread, which may do something else by now if the flight is
	 * asynchronous
	 */
	public Thread thread() {
		return this.thread;
	}

	/**
	 * From now on, the thread on which this flight began does something else, and is not
	 * interrupted on behalf of this flight.
	 */
	public void handOff() {
		this.handedOff = true;
	}

	void interrupt() {
		if (!this.handedOff) {
			this.thread.interrupt();
		}
	}

	Object origin() {
		return this.origin;
	}

	long began() {
		return this.began;
	}

	// The name is put together here, and not on the way in, to keep that way short.
	String describe(long now) {
		String subject = this.owner.nameOf(this.origin).orElse(this.subject);
		return "%s %s for %d ms on %s".formatted(this.kind, subject, Duration.ofNanos(now - this.began).toMillis(),
				this.thread.getName());
	}

}
