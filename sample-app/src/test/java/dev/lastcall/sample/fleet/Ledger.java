package dev.lastcall.sample.fleet;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/**
 * What is in the database of an instance that has exited.
 *
 * @param orders the ids of all orders
 * @param pending how many of them are still to be fulfilled
 * @param fulfilled how many of them are fulfilled
 * @param invoices how many invoices were written, one for each fulfilled order if none
 * was lost
 */
public record Ledger(Set<String> orders, int pending, int fulfilled, int invoices) {

	/**
	 * The address of a database for the application, one that loses nothing by itself: a
	 * commit is written at once, and 'async' outlives the interrupts of a shutdown, which
	 * close a database on 'file' under all its connections.
	 * @param database the file without its suffix
	 * @return the JDBC address
	 */
	static String url(Path database) {
		return "jdbc:h2:async:" + database.toAbsolutePath() + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0";
	}

	/**
	 * Reads a database that no process has open.
	 * @param database the file without its suffix
	 * @return what is in it
	 */
	static Ledger read(Path database) {
		try (Connection connection = DriverManager.getConnection(url(database) + ";IFEXISTS=TRUE", "sa", "");
				Statement statement = connection.createStatement()) {
			return new Ledger(orders(statement),
					count(statement, "SELECT COUNT(*) FROM orders WHERE status = 'PENDING'"),
					count(statement, "SELECT COUNT(*) FROM orders WHERE status = 'FULFILLED'"),
					count(statement, "SELECT COUNT(*) FROM invoices"));
		}
		catch (SQLException ex) {
			throw new IllegalStateException("Could not read the database '%s'".formatted(database), ex);
		}
	}

	private static Set<String> orders(Statement statement) throws SQLException {
		Set<String> ids = new HashSet<>();
		try (ResultSet rows = statement.executeQuery("SELECT id FROM orders")) {
			while (rows.next()) {
				ids.add(rows.getString(1));
			}
		}
		return Set.copyOf(ids);
	}

	private static int count(Statement statement, String query) throws SQLException {
		try (ResultSet rows = statement.executeQuery(query)) {
			rows.next();
			return rows.getInt(1);
		}
	}

}
