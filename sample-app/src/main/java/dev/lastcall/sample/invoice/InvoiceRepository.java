package dev.lastcall.sample.invoice;

import java.time.ZoneOffset;
import java.util.List;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The invoices in the database. Thread-safe.
 */
@Component
final class InvoiceRepository {

	private final JdbcTemplate jdbc;

	private final TransactionOperations transaction;

	InvoiceRepository(JdbcTemplate jdbc, TransactionOperations transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	/**
	 * Writes invoices in one batch, all of them or none. Writing one again changes
	 * nothing, so that a batch whose outcome is unknown can be repeated.
	 * @param invoices the invoices
	 */
	void addAll(List<Invoice> invoices) {
		List<Object[]> rows = invoices.stream()
			.map((invoice) -> new Object[] { invoice.orderId(), invoice.issuedAt().atOffset(ZoneOffset.UTC) })
			.toList();
		this.transaction.executeWithoutResult((status) -> this.jdbc
			.batchUpdate("MERGE INTO invoices (order_id, issued_at) KEY (order_id) VALUES (?, ?)", rows));
	}

	long count() {
		Long count = this.jdbc.queryForObject("SELECT COUNT(*) FROM invoices", Long.class);
		return (count != null) ? count : 0;
	}

}
