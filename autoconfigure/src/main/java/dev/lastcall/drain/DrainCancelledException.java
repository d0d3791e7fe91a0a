package dev.lastcall.drain;

import java.util.concurrent.CancellationException;

/**
 * Thrown by what was cut short because its {@link DrainContext} was cancelled.
 */
public final class DrainCancelledException extends CancellationException {

	private static final long serialVersionUID = 1L;

	private final transient Cancellation cancellation;

	/**
	 * Creates the exception.
	 * @param cancellation why the context was cancelled
	 */
	public DrainCancelledException(Cancellation cancellation) {
		super(cancellation.message());
		this.cancellation = cancellation;
	}

	/**
	 * Creates the exception.
	 * @param cancellation why the context was cancelled
	 * @param cause how what was cut short ended
	 */
	public DrainCancelledException(Cancellation cancellation, Throwable cause) {
		this(cancellation);
		initCause(cause);
	}

	/**
	 * Why the context was cancelled.
	 * @return the cancellation; {@code null} only in a copy that was deserialized
	 */
	public Cancellation cancellation() {
		return this.cancellation;
	}

}
