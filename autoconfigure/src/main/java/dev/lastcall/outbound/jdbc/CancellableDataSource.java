package dev.lastcall.outbound.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * {@link DataSource} whose statements are cancelled in the database when the
 * {@link dev.lastcall.drain.DrainContext} of the thread that executes them is.
 * Connections and statements can be unwrapped as before.
 */
public final class CancellableDataSource extends DelegatingDataSource {

	/**
	 * Creates the data source.
	 * @param target where connections come from
	 */
	public CancellableDataSource(DataSource target) {
		super(target);
	}

	@Override
	public Connection getConnection() throws SQLException {
		return CancellableConnection.of(super.getConnection());
	}

	@Override
	public Connection getConnection(String username, String password) throws SQLException {
		return CancellableConnection.of(super.getConnection(username, password));
	}

}
