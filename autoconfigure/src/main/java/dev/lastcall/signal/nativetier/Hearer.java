package dev.lastcall.signal.nativetier;

import dev.lastcall.signal.stub.SignalDetail;

/**
 * Whom the reader tells. Called by the reader only.
 */
interface Hearer {

	/**
	 * Signals are about to be told; nothing may be allocated here.
	 * @param pending bit n-1 for signal n
	 * @param nanos when the first termination among them arrived, as far as is known
	 */
	void alert(long pending, long nanos);

	/**
	 * Whether a signal cannot wait for its details.
	 * @param signal its number
	 * @return {@code true} for terminations
	 */
	boolean isUrgent(int signal);

	/**
	 * A signal came.
	 * @param detail what is known of it, valid during the call
	 */
	void hear(SignalDetail detail);

	/**
	 * A signal came that nobody will hear of any more, because the reader ends.
	 * @param signal its number
	 */
	void abandon(int signal);

	/**
	 * All that was pending has been heard.
	 */
	void flush();

}
