package dev.lastcall.signal.nativetier;

import org.jspecify.annotations.Nullable;

/**
 * The native tier does not work here, for a reason that its message gives as a clause.
 */
public final class NativeUnavailableException extends Exception {

	/**
	 * Creates the exception.
	 * @param reason why
	 * @param cause what was thrown, if anything
	 */
	public NativeUnavailableException(String reason, @Nullable Throwable cause) {
		super(reason, cause);
	}

	static NativeUnavailableException because(Throwable cause) {
		if (cause instanceof NativeUnavailableException reasoned) {
			return reasoned;
		}
		boolean absent = cause instanceof NoClassDefFoundError && cause.toString().contains("jffi");
		String reason = absent ? "jffi is not on the class path" : "it could not be set up: " + cause;
		return new NativeUnavailableException(reason, cause);
	}

}
