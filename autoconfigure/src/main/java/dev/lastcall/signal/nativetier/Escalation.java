package dev.lastcall.signal.nativetier;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.stub.SignalPage;

/**
 * Terminations that the reader does not take, because a listener hangs: they are given to
 * the JVM, which then exits as it does without us. The stub does so when yet another one
 * comes; this class does so when none comes. Thread-safe.
 */
public final class Escalation {

	private final SignalPage page;

	private final SignalHandlers handlers;

	private long passedOn;

	Escalation(SignalPage page, SignalHandlers handlers) {
		this.page = page;
		this.handlers = handlers;
	}

	/**
	 * Gives a termination that has waited too long to the JVM, once. To be called now and
	 * then.
	 * @param patience how long it must have waited, in nanoseconds
	 * @return {@code true} if there was one
	 */
	public boolean check(long patience) {
		if (this.page.backlog(System.nanoTime()) <= patience || this.page.escalated() > 0) {
			return false;
		}
		this.page.escalate();
		this.handlers.terminate(PosixSignal.TERM.number());
		return true;
	}

	/**
	 * Whether a signal that now comes by way of the JVM was given to it. Answers
	 * {@code true} once for each such signal.
	 * @return {@code false} if the signal came before our handler was installed
	 */
	public synchronized boolean take() {
		if (this.page.escalated() > this.passedOn) {
			this.passedOn++;
			return true;
		}
		return false;
	}

}
