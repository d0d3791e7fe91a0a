package dev.lastcall.outbound.jdbc;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.DrainContext.Registration;
import dev.lastcall.drain.Threads;
import dev.lastcall.drain.Ticker;

/**
 * An execution of a statement. When its context is cancelled, the thread
 * {@code lastcall-statement-cancel} cancels the statement, because a driver may open a
 * connection for that, and again until the execution has ended, because one that has not
 * quite begun ignores it. This object's lock guards its fields and is held while the
 * driver cancels: the end of the execution waits for that, so that no cancellation meets
 * what the connection is used for next.
 */
final class Execution implements AutoCloseable {

	/**
	 * Short against the 250 ms between cancellation and interrupt, long against a round
	 * trip to a database.
	 */
	private static final long AGAIN_NANOS = Duration.ofMillis(50).toNanos();

	private final Statement statement;

	private final Registration registration;

	private boolean ended;

	private @Nullable Cancellation cancellation;

	Execution(Statement statement, DrainContext context) {
		this.statement = statement;
		this.registration = context.onCancel(this::cancel);
	}

	private void cancel(Cancellation reason) {
		Threads.daemon("statement-cancel", () -> {
			while (tryCancel(reason)) {
				Ticker.system().park(AGAIN_NANOS);
			}
		}).start();
	}

	// False if there is nothing to cancel any more.
	private synchronized boolean tryCancel(Cancellation reason) {
		if (this.ended) {
			return false;
		}
		this.cancellation = reason;
		try {
			this.statement.cancel();
			return true;
		}
		catch (SQLException ex) {
			// A driver that cannot cancel: the thread is interrupted later.
			return false;
		}
	}

	synchronized @Nullable Cancellation cancellation() {
		return this.cancellation;
	}

	@Override
	public void close() {
		this.registration.close();
		synchronized (this) {
			this.ended = true;
		}
	}

}
