package dev.lastcall.sample;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A database of its own, with the schema of the service, for one test.
 */
public final class OrderDatabase implements AutoCloseable {

	private final EmbeddedDatabase database = new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2)
		.generateUniqueName(true)
		.addScript("schema.sql")
		.build();

	public JdbcTemplate template() {
		return new JdbcTemplate(this.database);
	}

	public JdbcClient client() {
		return JdbcClient.create(this.database);
	}

	public TransactionTemplate transaction() {
		return new TransactionTemplate(new JdbcTransactionManager(this.database));
	}

	public long addOrder() {
		return client()
			.sql("SELECT id FROM FINAL TABLE (INSERT INTO orders (customer, item, quantity) VALUES (?, ?, ?))")
			.params("ann", "tea", 1)
			.query(Long.class)
			.single();
	}

	public String status(long orderId) {
		return client().sql("SELECT status FROM orders WHERE id = ?").param(orderId).query(String.class).single();
	}

	/**
	 * Every statement on a table fails until the table is repaired.
	 * @param table the table
	 */
	public void breakTable(String table) {
		template().execute("ALTER TABLE " + table + " RENAME TO broken_" + table);
	}

	public void repairTable(String table) {
		template().execute("ALTER TABLE broken_" + table + " RENAME TO " + table);
	}

	@Override
	public void close() {
		this.database.shutdown();
	}

}
