package dev.lastcall.web.stream.servlet;

import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Finds the end of an event among the bytes that a stream writes, which is an empty line,
 * and ends the stream there: at once if all that was written is whole events and was
 * flushed, else when that is the case. One thread writes, and another one ends; neither
 * waits for the other, except that a byte which is written at the moment of the end waits
 * for it.
 */
final class EventBoundary {

	private final ReentrantLock lock = new ReentrantLock();

	// Written once, before the lock is tried.
	private volatile @Nullable Runnable ending;

	// The rest belongs to the lock.
	private boolean ended;

	private boolean flushed = true;

	// The line that is being written is empty.
	private boolean lineBegins = true;

	private boolean eventBegins = true;

	private boolean afterReturn;

	/**
	 * Ends the stream between two events.
	 * @param ending what ends it
	 */
	void end(Runnable ending) {
		this.ending = ending;
		endIfPossible();
	}

	/**
	 * Before bytes are written or flushed.
	 * @return {@code false} if the stream has ended; otherwise {@link #leave()} has to be
	 * called
	 */
	boolean enter() {
		this.lock.lock();
		if (this.ended) {
			this.lock.unlock();
			return false;
		}
		return true;
	}

	/**
	 * A byte was written.
	 * @param octet the byte
	 */
	void written(int octet) {
		this.flushed = false;
		boolean returned = octet == '\r';
		boolean newLine = octet == '\n';
		if (newLine && this.afterReturn) {
			// The second half of the end of a line.
			this.afterReturn = false;
			return;
		}
		this.eventBegins = (returned || newLine) && this.lineBegins;
		this.lineBegins = returned || newLine;
		this.afterReturn = returned;
	}

	/**
	 * Everything written was flushed.
	 */
	void flushed() {
		this.flushed = true;
	}

	/**
	 * After bytes were written or flushed.
	 */
	void leave() {
		this.lock.unlock();
		endIfPossible();
	}

	// Whoever cannot have the lock knows that its owner comes here when it leaves.
	private void endIfPossible() {
		Runnable ending = this.ending;
		if (ending == null || !this.lock.tryLock()) {
			return;
		}
		try {
			if (!this.ended && this.flushed && this.eventBegins) {
				this.ended = true;
				ending.run();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
