package dev.lastcall.signal.libc;

/**
 * A call of the C library failed.
 */
public final class LibcException extends RuntimeException {

	/**
	 * Creates the exception.
	 * @param function the function that failed
	 * @param errno the error it left ({@code errno(3)})
	 */
	public LibcException(String function, int errno) {
		super("%s failed with errno %d".formatted(function, errno));
	}

}
