package dev.lastcall.termination;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import dev.lastcall.termination.TerminationEvent.PartFailed;

/**
 * A listener, and how far it has heard. The {@link Audience}'s lock guards all fields.
 */
final class Hearer {

	/**
	 * For how long a listener hangs before the others are told of it.
	 */
	static final long LONG_NANOS = 5 * Patience.LIMIT.toNanos();

	private final TerminationListener listener;

	// Who tells it alone, because it hangs; otherwise it hears with the others.
	private @Nullable Voice own;

	private @Nullable Notice notice;

	// The number of the notice that it hears next.
	private long next;

	private long since;

	private long hungSince;

	private long missed;

	private boolean named;

	Hearer(TerminationListener listener) {
		this.listener = listener;
	}

	TerminationListener listener() {
		return this.listener;
	}

	long next() {
		return this.next;
	}

	@Nullable Voice own() {
		return this.own;
	}

	boolean isBusy() {
		return this.notice != null;
	}

	boolean hasHeardAll(long count) {
		return !isBusy() && this.next == count;
	}

	void begin(Notice notice, long now) {
		this.next++;
		this.notice = notice;
		this.since = now;
	}

	// Without the lock, on the thread that has begun it.
	@Nullable Notice hear() {
		return Objects.requireNonNull(this.notice).tell(this.listener);
	}

	void end() {
		this.notice = null;
	}

	void leaveTo(Voice voice) {
		this.own = voice;
		this.hungSince = this.since;
	}

	void rejoin() {
		this.own = null;
	}

	// What there is no room for any more, it never hears.
	void skipTo(long oldest) {
		if (this.next < oldest) {
			this.missed += oldest - this.next;
			this.next = oldest;
		}
	}

	boolean isHanging(long now) {
		return this.own != null && isBusy() && now - this.since >= LONG_NANOS;
	}

	boolean hangsUnnamed(long now) {
		return !this.named && isHanging(now);
	}

	PartFailed sayHanging() {
		this.named = true;
		TimeoutException failure = new TimeoutException(
				"It has not returned from an event for %d ms, and must not block"
					.formatted(TimeUnit.NANOSECONDS.toMillis(LONG_NANOS)));
		failure.setStackTrace((this.own != null) ? this.own.stack() : new StackTraceElement[0]);
		return new PartFailed(this.listener.getClass().getName(), failure);
	}

	boolean hasReturned(long count) {
		return (this.named || this.missed > 0) && hasHeardAll(count);
	}

	PartFailed sayReturned(long now) {
		long missed = this.missed;
		this.named = false;
		this.missed = 0;
		TimeoutException failure = new TimeoutException(
				"It has returned after %d ms, heard late of what happened meanwhile, and never of %d events"
					.formatted(TimeUnit.NANOSECONDS.toMillis(now - this.hungSince), missed));
		failure.setStackTrace(new StackTraceElement[0]);
		return new PartFailed(this.listener.getClass().getName(), failure);
	}

}
