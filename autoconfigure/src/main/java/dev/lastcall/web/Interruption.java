package dev.lastcall.web;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.sql.SQLTimeoutException;
import java.util.concurrent.CancellationException;

import org.jspecify.annotations.Nullable;

/**
 * Tells failures that follow from a cancellation or an interrupt from others.
 */
public final class Interruption {

	/**
	 * How many causes are looked at: far more than frameworks wrap around each other, and
	 * an end for those that go in circles.
	 */
	private static final int DEPTH = 20;

	private Interruption() {
	}

	/**
	 * Whether a failure follows from a cancellation or an interrupt.
	 * @param failure the failure
	 * @return {@code true} if it or one of its causes is of such a kind
	 */
	public static boolean isCauseOf(Throwable failure) {
		@Nullable Throwable cause = failure;
		for (int i = 0; i < DEPTH && cause != null; i++) {
			if (cause instanceof InterruptedException || cause instanceof CancellationException
					|| cause instanceof InterruptedIOException || cause instanceof ClosedByInterruptException
					|| cause instanceof SQLTimeoutException) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

}
