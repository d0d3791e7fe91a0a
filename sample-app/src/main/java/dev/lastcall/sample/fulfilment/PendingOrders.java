package dev.lastcall.sample.fulfilment;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The orders that wait to be fulfilled, in the database. Thread-safe.
 */
@Component
final class PendingOrders {

	private final JdbcClient jdbc;

	PendingOrders(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * The orders that wait longest.
	 * @param limit how many of them at most
	 * @return their ids, oldest first
	 */
	List<Long> oldest(long limit) {
		return this.jdbc.sql("SELECT id FROM orders WHERE status = 'PENDING' ORDER BY id LIMIT ?")
			.param(limit)
			.query(Long.class)
			.list();
	}

	/**
	 * Marks an order as fulfilled, once.
	 * @param id the order
	 * @return {@code true} if this call did it, {@code false} if the order was not
	 * pending
	 */
	boolean fulfilled(long id) {
		return this.jdbc.sql("UPDATE orders SET status = 'FULFILLED' WHERE id = ? AND status = 'PENDING'")
			.param(id)
			.update() == 1;
	}

}
