package dev.lastcall.signal;

import java.util.Locale;

/**
 * The ways to hear of a signal, best first.
 */
public enum SignalTier {

	/**
	 * A handler of our own, installed with {@code sigaction}: at once, with the sender,
	 * and SIGQUIT and real-time signals too.
	 */
	NATIVE,

	/**
	 * {@code sun.misc.Signal}: termination starts at the signal, before the JVM shuts
	 * down.
	 */
	JDK,

	/**
	 * Only the JVM's shutdown hooks: termination starts when the JVM shuts down, and the
	 * exit code is the JVM's.
	 */
	HOOK;

	/**
	 * The name of this tier in properties, logs and endpoints.
	 * @return the lower-case name
	 */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
