package dev.lastcall.outbound.jdbc;

import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;

import org.jspecify.annotations.Nullable;

/**
 * A connection whose statements are cancellable.
 */
final class CancellableConnection extends Forwarding {

	private CancellableConnection(Connection connection) {
		super(connection);
	}

	static Connection of(Connection connection) {
		return new CancellableConnection(connection).proxyAs(Connection.class);
	}

	@Override
	@Nullable Object forward(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		Object result = call(method, arguments);
		Class<?> type = method.getReturnType();
		if (result instanceof Statement statement
				&& (type == Statement.class || type == PreparedStatement.class || type == CallableStatement.class)) {
			return new CancellableStatement(statement, proxy).proxyAs(type);
		}
		return result;
	}

}
