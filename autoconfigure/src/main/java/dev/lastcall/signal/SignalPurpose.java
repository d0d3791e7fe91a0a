package dev.lastcall.signal;

import java.util.Locale;

/**
 * What an application wants a signal to do.
 */
public enum SignalPurpose {

	/**
	 * Begins a termination.
	 */
	TERMINATE(SignalLane.TERMINATION),

	/**
	 * Takes a dump.
	 */
	DUMP(SignalLane.DUMP),

	/**
	 * Announces that no more work is wanted, without leaving.
	 */
	QUIESCE(SignalLane.EVENT),

	/**
	 * Undoes a {@link #QUIESCE}.
	 */
	RESUME(SignalLane.EVENT),

	/**
	 * Is told to the application.
	 */
	EVENT(SignalLane.EVENT),

	/**
	 * Does nothing, where it would otherwise end the process.
	 */
	IGNORE(SignalLane.EVENT);

	private final SignalLane lane;

	SignalPurpose(SignalLane lane) {
		this.lane = lane;
	}

	/**
	 * The lane of such signals.
	 * @return the lane
	 */
	public SignalLane lane() {
		return this.lane;
	}

	/**
	 * The name of this purpose in properties, logs and endpoints.
	 * @return the lower-case name
	 */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
