package dev.lastcall.outbound.jdbc;

import java.lang.reflect.Method;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.outbound.InterruptibleCall;

/**
 * A statement whose execution is cancelled in the database when its context is. One that
 * is executed after the cancellation runs, because it is most likely part of cleaning up.
 */
final class CancellableStatement extends Forwarding {

	private final Statement statement;

	private final Object connection;

	CancellableStatement(Statement statement, Object connection) {
		super(statement);
		this.statement = statement;
		this.connection = connection;
	}

	@Override
	@Nullable Object forward(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		if (method.getName().equals("getConnection")) {
			return this.connection;
		}
		DrainContext context = DrainContext.current();
		if (!method.getName().startsWith("execute") || !InterruptibleCall.canBeCancelled(context)) {
			return call(method, arguments);
		}
		Execution execution = new Execution(this.statement, context);
		try (execution) {
			return call(method, arguments);
		}
		catch (SQLException ex) {
			throw translated(ex, execution.cancellation());
		}
	}

	// What Spring and others know as an execution that took too long.
	private static SQLException translated(SQLException failure, @Nullable Cancellation cancellation) {
		if (cancellation == null) {
			return failure;
		}
		return new SQLTimeoutException("The statement was cancelled: %s".formatted(cancellation.message()),
				failure.getSQLState(), failure.getErrorCode(), failure);
	}

}
